/**
 * Head words of names: the common noun, capitalised inside a name, that tells what the name is of ("Universitas …",
 * "… River"). Lower case. Indonesian heads lead; English ones mostly trail.
 */

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(',').map((w) => w.trim())).filter(Boolean));
}

/** Indonesian heads of organisations; the name goes on to the right. */
export const organizationLeads = words(
  'partai, kementerian, departemen, universitas, institut, sekolah tinggi, politeknik, akademi, pt, cv, ud, bank, badan, dinas, direktorat, ditjen, balai, balai besar, lembaga, dewan, majelis, mahkamah, pengadilan, kejaksaan, kejari, kejati, kepolisian, polda, polres, polresta, polrestabes, polsek, polsekta, polisi militer, korps, komando, kodam, kodim, koramil, korem, lanud, lantamal, satgas, satlantas, satreskrim, reskrim, ditreskrim, ditreskrimum, ditreskrimsus, ditlantas, densus, bareskrim, brimob, satpol pp, bnn, bnnp, bnnk, pemadam kebakaran',
  'rs, rsud, rsup, rsu, rumah sakit, puskesmas, sd, sdn, smp, smpn, sma, sman, smk, smkn, mi, min, mts, mtsn, ma, man, tk, madrasah, pondok pesantren, ponpes, pesantren, sekolah, fakultas, kampus, perguruan tinggi, uin, iain, stain, stie, stmik, stikes',
  'yayasan, asosiasi, persatuan, perhimpunan, ikatan, himpunan, gabungan, serikat, federasi, konfederasi, aliansi, koalisi, front, forum, gerakan, gerombolan, organisasi, komite, komisi, panitia, kantor, kedutaan besar, kedubes, konsulat, konsulat jenderal, pemerintah kota, pemerintah kabupaten, pemerintah provinsi, pemkot, pemkab, pemprov, sekretariat, otoritas, perum, perusahaan umum, perusahaan daerah, koperasi, bumn, bumd, tentara, angkatan, pasukan, milisi, kelompok, jamaah, jemaah, laskar, pemuda, ormas, lsm, paguyuban, karang taruna, pusat penelitian, pusat, lsi, bpbd, kpu, kpud, bawaslu, panwaslu, dprd, mui, knpi, kadin, apindo, pmi, basarnas, kpk, bpk, bpom, bkd, pln, pdam, perhutani, jasa marga, perserikatan, liga arab, tim sar, uni, bursa efek, inspektorat, ombudsman',
);

/** Heads that are institutions of their own only with a capital place or number behind them. */
export const bareOrganizations = words(
  'bpbd, bnn, kpu, kpud, bawaslu, panwaslu, dprd, mui, kadin, pmi, basarnas, kpk, bpk, bpom, bkd, pln, pdam, bnnp, bnnk, bareskrim, brimob, densus, bumn, bumd, lsi, knpi, apindo, satlantas, satreskrim, reskrim',
);

/** Indonesian heads of places. */
export const placeLeads = words(
  'kabupaten, kab, kota, kecamatan, desa, kelurahan, dusun, dukuh, kampung, jalan, jl, jln, bandara, bandar udara, gunung, sungai, kali, pulau, kepulauan, stadion, gedung, masjid, gereja, katedral, kuil, pura, vihara, kelenteng, klenteng, candi, pasar, pelabuhan, terminal, stasiun, jembatan, waduk, bendungan, danau, laut, selat, teluk, tanjung, pantai, hotel, istana, monumen, lapangan, taman, hutan, bukit, lembah, pegunungan, samudra, samudera, simpang, bundaran, museum, mal, mall, plaza, alun-alun, gor, gelora, kompleks, komplek, perumahan, apartemen, makam, tpu, goa, gua, air terjun, semenanjung, benteng, menara, pendapa, pendopo, wisma, balai kota, kebun raya, kebun binatang, lapas, rutan, lembaga pemasyarakatan, rumah tahanan, tol, jalan tol, underpass, flyover, gerbang tol, bumi perkemahan, sirkuit, pangkalan udara, kawah, segara, telaga, bengawan, kraton, keraton, benua, sumatera, jakarta',
);

/** Indonesian administrative words that are printed with a capital and yet stand outside the name ("Provinsi Hatay"). */
export const outsideLeads = words(
  'provinsi, propinsi, negara bagian, distrik, wilayah, daerah, kawasan, negara',
);

/** English organisations that begin with their head: "Ministry of …", "Bank of …". */
export const organizationOf = words(
  'ministry, department, university, bank, house, council, association, federation, institute, office, board, bureau, court, chamber, college, school, academy, organisation, organization, confederation, union, society, party, museum, church, league, front, movement, army, brotherhood, order, commission, committee, parliament, agency, authority, centre, center, community',
);

/** English organisations that end with their head. */
export const organizationTrails = words(
  'university, college, school, institute, academy, corp, corporation, inc, ltd, limited, plc, ag, sa, se, nv, llc, lp, gmbh, bhd, tbk, co, company, group, holdings, party, council, association, federation, confederation, organisation, organization, foundation, fund, trust, society, union, league, committee, commission, agency, authority, administration, bureau, board, department, ministry, office, service, services, police, army, navy, guard, guards, force, forces, corps, court, tribunal, parliament, senate, assembly, congress, bank, airlines, airways, motors, energy, pharmaceuticals, technologies, systems, industries, partners, capital, securities, insurance, media, news, times, post, herald, tribune, telegraph, guardian, journal, gazette, courier, press, network, broadcasting, television, radio, fc, afc, cf, sc, united, city fc, rovers, wanderers, athletic, albion, hotspur, hospital, clinic, orchestra, philharmonic, ballet, brigade, battalion, brigades, militia, movement, front, alliance, coalition, brotherhood, chamber, institution, laboratory, laboratories, observatory, watch, international, chemicals, foods, stores, brands, entertainment, studios, records, pictures, software, petroleum, oil, gas, steel, mining, management, ventures, airport authority, resources, electric, telecom, communications, democrats, republicans, conservatives',
);

/** English places that end with their head. */
export const placeTrails = words(
  'river, airport, street, road, avenue, boulevard, lane, bridge, stadium, arena, park, square, island, islands, sea, ocean, bay, gulf, strait, straits, mountains, valley, desert, canal, palace, castle, cathedral, church, chapel, abbey, mosque, temple, synagogue, tower, towers, hall, station, port, harbour, harbor, province, county, district, beach, hills, hill, peninsula, peak, hotel, prison, jail, dam, forest, plaza, lake, falls, creek, region, territory, heights, gardens, garden, cemetery, market, mall, theatre, theater, circus, gate, terminal, base, camp, volcano, glacier, reef, coast, basin, springs, village, town, quay, pier, lock, racecourse, speedway, velodrome, museum, expo, house, complex, quarter, suburb, expressway, highway, motorway',
);

/** English places that begin with their head. */
export const placeOf = words('mount, mt, lake, cape, fort, port, gulf, bay, strait, isle, sea, st, saint');

/** English words before the name of a storm, which is an event. */
export const stormLeads = words('hurricane, typhoon, cyclone, storm');

/** Indonesian lower-case nouns and prepositions that announce a place. */
export const placeCues = words(
  'di, ke, kota, desa, kecamatan, kabupaten, provinsi, pulau, gunung, sungai, kawasan, wilayah, daerah, kampung, dusun, kelurahan, pelabuhan, bandara, stasiun, terminal, pangkalan, distrik, jalan, perairan, lereng, pantai, stadion, gedung, masjid, gereja, hotel, museum, ibukota, perbatasan',
);

/** English lower-case prepositions that announce a place. */
export const placePrepositions = words(
  'in, at, near, outside, across, around, toward, towards, throughout, into',
);

/** English lower-case nouns after a name of a place. */
export const placeFollowers = words(
  'river, province, district, region, village, town, city, county, airport, mine, stadium, mosque, church, island, peninsula, border, coast, valley, suburb, neighbourhood, neighborhood, prison, camp, base, harbour, port, mountains, desert, area, square, bridge, theatre, theater, arena, governorate, municipality, crossing, reactor, refinery, field, concert, hall, hospital, museum, nightclub, building, borough, enclave, hamlet, highway, mall, hotel, resort, monastery, shrine, plant, quarter',
);

/** Lower-case nouns before a name of an organisation. */
export const organizationCues = words(
  'partai, kelompok, perusahaan, organisasi, klub, tim, milisi, pemberontak, jaringan, maskapai, lembaga, bank, grup, universitas, kampus, stasiun televisi, media, harian, koran, situs, laman, majalah, kementerian, raksasa, operator',
  'group, company, party, firm, club, team, militia, network, broadcaster, newspaper, magazine, agency, airline, carrier, drugmaker, carmaker, retailer, giant, conglomerate, startup, band, rebels',
);

/** Lower-case nouns after a name of an organisation. */
export const organizationFollowers = words(
  'rebels, militants, fighters, militia, group, party, company, insurgents, shares, stock, newspaper, television, radio, club, spokesman, spokeswoman, executives, employees, shareholders, coalition, website, jihadists, gunmen, movement, lawmakers',
);

/** Words that end the name of an event, law or product: such a run names nothing that we keep. */
export const eventTrails = words(
  'cup, championship, championships, olympics, games, open, marathon, prix, masters, trophy, bowl, derby, festival, summit, conference, forum, accord, accords, agreement, treaty, pact, convention, protocol, act, bill, law, amendment, constitution, award, awards, prize, medal, war, wars, revolution, uprising, day, week, month, year, christmas, easter, challenge, series, tour, rally, grand prix, primary, declaration, charter, programme, program, plan, project, operation, door, mercy, index, average, bomber, jet, missile, nino, nina',
);

/** Indonesian words that begin the name of an event, law or product. */
export const eventLeads = words(
  'badai, siklon, topan, piala, liga, olimpiade, asian games, sea games, kejuaraan, turnamen, festival, konferensi, perang, hari, tahun, undang-undang, uu, ruu, perpres, perda, operasi, perjanjian, kesepakatan, konvensi, protokol, penghargaan, nobel, revolusi, pemilu, pilkada, pilpres, pilgub, pilwalkot, pilbup, kongres, muktamar, munas, konser, program, tantangan, lomba, grand prix, pesawat, pasal, peraturan, keputusan, instruksi, proyek, kartu, pintu, dana, bulan, ktt, tragedi, insiden, kasus, divisi, seri, moto, motogp, el nino, la nina',
);

/** Institutional words that go on inside a name of an organisation, and are never a person's name. */
export const institutionWords = words(
  'nasional, negeri, negara, daerah, tinggi, agung, pusat, kota, kabupaten, provinsi, umum, keuangan, kesehatan, pendidikan, penanggulangan, bencana, republik, rakyat, perwakilan, pertimbangan, permusyawaratan, kehormatan, dewan, hakim, konstitusi, tata, usaha, militer, perhubungan, pekerjaan, pariwisata, kebudayaan, sosial, tenaga, kerja, hukum, hak, asasi, manusia, perlindungan, anak, perempuan, saksi, korban, pemberantasan, korupsi, pengawas, pengawasan, obat, makanan, meteorologi, klimatologi, geofisika, sar, pencarian, pertolongan, informasi, publik, penyiaran, pers, pemilihan, pemilu, ekonomi, kreatif, energi, sumber, daya, mineral, lingkungan, hidup, kehutanan, kelautan, perikanan, pertanian, perkebunan, pangan, perdagangan, perindustrian, koperasi, ukm, umkm, investasi, penanaman, modal, jasa, otoritas, ketenagakerjaan, jaminan, pemuda, olahraga, sepak, bola, sepakbola, bulu, tangkis, seluruh, indonesia, islam, kristen, katolik, muslim, jurnalis, wartawan, pengusaha, buruh, petani, nelayan, guru, mahasiswa, dokter, advokat, kepolisian, resor, sektor, besar, kecil, menengah, rendah, satu, teknologi, riset, ilmu, pengetahuan, inovasi, antariksa, penerbangan, statistik, pertanahan, nuklir, siber, sandi, intelijen, keamanan, pertahanan, dalam, luar, politik, desa, tertinggal, transmigrasi, administrasi, kependudukan, catatan, sipil, perencanaan, pembangunan, pendapatan, pajak, bea, cukai, imigrasi, pemasyarakatan, perumahan, permukiman, karya, kesejahteraan, keluarga, berencana, demokrasi, demokrat, amanat, kebangkitan, bangsa, persatuan, keadilan, sejahtera, gerakan, nurani, perjuangan, hati, bulan, bintang, studi, kajian, strategis, internasional, bantuan, ham, orang, hilang, tindak, kekerasan, transportasi, keselamatan, kebakaran, lalu, lintas, angkutan, kereta, api, pelabuhan, udara, laut, darat, angkatan, bersenjata, pembebasan, pembela, front, besar, raya, cabang, wilayah, pimpinan, pengurus, lembaga, badan, tim, khusus, reserse, kriminal, narkotika, narkoba, teror, antiteror, antikorupsi, swasta, muhammadiyah, nahdlatul, ulama',
);
