/** Weekdays, months, feasts, faiths, languages and forms of address: capitalised in print, yet names of nothing that we keep. */

/** Indonesian and English, lower case. */
export const calendarWords: ReadonlySet<string> = new Set(
  [
    'senin selasa rabu kamis jumat sabtu minggu ahad januari februari maret april mei juni juli agustus september oktober november desember jan feb mar apr jun jul agt agu agust sep sept okt nov des',
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun january february march may june july august october december aug oct dec',
    'mondays tuesdays wednesdays thursdays fridays saturdays sundays',
    'wib wita wit gmt utc bst est edt cet pst am pm',
    'islam kristen katolik protestan hindu buddha konghucu muslim muslimah nasrani yahudi kristiani ramadan ramadhan syawal muharam lebaran natal paskah idul fitri adha iduladha idulfitri waisak nyepi imlek haji umrah alquran quran injil',
    'christian christians christianity muslims islamic islamist islamists catholic catholics protestant protestants jewish jews jew hindus buddhist buddhists sunni sunnis shia shiite shiites anglican orthodox christmas easter ramadan eid thanksgiving bible koran god lord mass',
    'allah tuhan yesus anda saya kami kita dia beliau i',
    'internet web covid-19 hiv aids dna tv cctv sms gps kpr ktp sim stnk bpkb wni wna tki tkw pns asn sbu apbn apbd rapbn apbnp pdb pdrb ihsg bbm lpg elpiji ham sara narkoba ham uu ruu kuhp kuhap perppu rp usd idr ump umk umr thr dp ac atm kdrt ott tppu tpa psk odgj lgbt tni-polri gdp vat gp mp mps ceo cfo ipo pc dvd cd suv ufo id hq op',
    'marxist communist communists socialist socialists conservative conservatives labour liberal liberals democrat democrats republican republicans democratic tory tories leftist',
  ]
    .join(' ')
    .split(' '),
);
