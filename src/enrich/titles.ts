/**
 * Words that stand before a person's name and are no part of it: offices, ranks, styles of address, trades. Lower case,
 * one phrase an entry. From general knowledge of Indonesian and English newspaper usage.
 */

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(',').map((w) => w.trim())).filter(Boolean));
}

/** Offices, ranks and styles, Indonesian and English; several are shared. */
export const titles = words(
  'presiden, wakil presiden, wapres, perdana menteri, pm, menteri, wakil menteri, wamen, menteri koordinator, menko, menlu, menhan, mendagri',
  'menkeu, menkopolhukam, menag, menkes, mendikbud, menpora, menhub, menkumham, mensos, mentan, menteri negara, mensesneg, menseskab, seskab',
  'kanselir, gubernur, wakil gubernur, wagub, bupati, wakil bupati, wabup, wali kota, walikota, wakil wali kota, wawali, camat, lurah',
  'kepala desa, kades, kepala dusun, kadus, ketua rt, ketua rw, sekda, sekretaris daerah, sekretaris kabinet, sekretaris negara',
  'sekretaris jenderal, sekjen, wakil sekjen, sekretaris, ketua, ketua umum, ketum, wakil ketua, wakil ketua umum, waketum, ketua dewan, ketua majelis, ketua fraksi, ketua komisi, ketua tim',
  'anggota, anggota komisi, anggota dewan, bendahara, bendahara umum, koordinator, penasihat, penasehat, staf khusus, staf ahli, juru bicara, jubir, humas',
  'direktur, direktur utama, dirut, direktur jenderal, dirjen, direktur eksekutif, wakil direktur, direktur operasional, direktur keuangan, komisaris, komisaris utama, manajer, general manager, presiden direktur, presdir, presiden komisaris',
  'kepala, wakil kepala, kepala staf, kepala dinas, kadis, kepala badan, kepala bidang, kabid, kabid humas, kepala seksi, kasi, kepala bagian, kabag, kepala biro, karo, kepala sekolah, kepsek, rektor, wakil rektor, dekan, guru besar, kepala pusat',
  'kapolri, wakapolri, kapolda, wakapolda, kapolres, kapolresta, kapolrestabes, wakapolres, kapolsek, kapolsekta, kasatreskrim, kasat reskrim, kasat lantas, kabareskrim, kadiv humas, kasubag humas, dandim, danrem, pangdam, pangkostrad, panglima, panglima tni, kasad, ksad, kasal, kasau, komandan, danramil, wadan',
  'jaksa, jaksa agung, hakim, hakim ketua, hakim agung, ketua hakim, penyidik, pengacara, kuasa hukum, notaris',
  'jenderal, letjen, letnan jenderal, mayjen, mayor jenderal, brigjen, brigadir jenderal, kolonel, letkol, letnan kolonel, mayor, kapten, lettu, letda, letnan, letnan satu, letnan dua, sersan, serka, serda, sertu, kopral, kopda, koptu, prajurit, praka, pratu, prada, laksamana, laksda, laksma, marsekal, marsda, marsma',
  'komjen, irjen, kombes, kombes pol, akbp, kompol, akp, iptu, ipda, aiptu, aipda, bripka, brigadir, briptu, bripda, ajun komisaris besar, komisaris besar, komisaris polisi, ajun komisaris, inspektur, inspektur jenderal, ajun komisaris polisi, bharada',
  'bapak, ibu, pak, bu, tuan, nyonya, nona, saudara, mas, kang, bang, mbak, kiai, kyai, kh, k.h., haji, hajah, hj, h, ustaz, ustadz, ustad, habib, gus, buya, tuanku, sultan, raja, ratu, pangeran, putri, putra mahkota, kaisar, sri sultan, sunan, paus, uskup, uskup agung, kardinal, pastor, romo, pendeta, pdt, bhikkhu, imam, syekh, syeikh, sheikh, ayatollah, sir, lord, lady, dame',
  'dr, dokter, drg, prof, profesor, drs, dra, ir, insinyur, hc, mr, mrs, ms, miss, mister, madam, madame, monsieur',
  'president, vice president, vice-president, prime minister, deputy prime minister, premier, taoiseach, chancellor, minister, deputy minister, secretary, secretary of state, secretary of the treasury, chancellor of the exchequer, leader of the opposition, speaker of the house, secretary general, secretary-general, deputy secretary-general, undersecretary, chief whip',
  'governor, gov, lieutenant governor, mayor, deputy mayor, lord mayor, senator, sen, representative, rep, congressman, congresswoman, speaker, mp, mep, councillor, alderman, ambassador, envoy, special envoy, consul, commissioner, high representative, high commissioner',
  'king, queen, prince, princess, crown prince, emperor, empress, sultan, emir, duke, duchess, earl, count, baron, baroness, pope, archbishop, bishop, cardinal, father, rev, reverend, rabbi, sister, brother, monsignor, saint, grand mufti, mullah, patriarch, the dalai',
  'judge, justice, chief justice, lord justice, attorney general, solicitor general, district attorney, prosecutor, sheriff, chief, police chief, chief constable, superintendent, inspector, detective, constable, officer, sergeant, sgt, corporal, private, lieutenant, lt, lt gen, lt col, captain, capt, major, maj, maj gen, colonel, col, brigadier, brig gen, general, gen, admiral, adm, vice admiral, rear admiral, commander, cmdr, marshal, field marshal, staff sergeant, master sergeant, first lieutenant, second lieutenant',
  'chairman, chairwoman, chairperson, chair, deputy chairman, vice chairman, co-chair, director, director general, director-general, managing director, executive director, chief executive, chief executive officer, ceo, cfo, coo, cto, chief financial officer, founder, co-founder, owner, spokesman, spokeswoman, spokesperson, first minister, first lady, home secretary, foreign secretary, head coach, coach, manager, captain, skipper, professor, doctor, dean, chaplain, imam, sir, dame, lord, lady, baroness, shadow chancellor, opposition leader, party leader, leader, deputy leader, prophet, nabi, rasul, mbok',
);

/** Words that may open a title without being one. */
export const titlePrefixes = words(
  'mantan, eks, bekas, calon, bakal calon, cawapres, capres, plt, pjs, pj, plh, pelaksana tugas, penjabat, wakil, almarhum, alm, almarhumah',
  'former, ex, acting, interim, deputy, vice, senior, late, assistant, associate, outgoing, incoming, retired, then',
);

/** Trades and relations in lower case that announce a person ("petinju Tyson Fury", "striker Harry Kane"). */
export const trades = words(
  'milik, almarhum, almarhumah, sapaan, petinju, petenis, pebalap, pembalap, pesepakbola, pesepak bola, pemain, penyerang, striker, gelandang, bek, kiper, pelatih, kapten, wasit, atlet, pebulutangkis, pegolf, perenang, pelari',
  'aktor, aktris, artis, penyanyi, musisi, sutradara, penulis, novelis, sastrawan, pelawak, komedian, presenter, model, pelukis, seniman, vokalis, gitaris, dalang, sinden',
  'pengusaha, pebisnis, politikus, politisi, pengamat, analis, ekonom, peneliti, ilmuwan, akademisi, dosen, guru, dokter, bidan, perawat, pengacara, advokat, kuasa hukum, jaksa, hakim, aktivis, wartawan, jurnalis, reporter, fotografer, petani, nelayan, pedagang, sopir, pengemudi, buruh, warga, korban, tersangka, terdakwa, terpidana, saksi, pelaku, buronan, mahasiswa, mahasiswi, siswa, siswi, ulama, kiai, ustaz, imam, pendeta, romo, uskup, paus, raja, ratu, pangeran, presiden, gubernur, bupati, menteri, direktur, ketua, kepala, juru bicara, anggota, sekretaris, pilot, navigator, kopilot, masinis, nakhoda, astronot, istri, istrinya, suami, suaminya, anak, anaknya, putra, putranya, putri, putrinya, adik, adiknya, kakak, kakaknya, ayah, ayahnya, ibu, ibunya, rekan, rekannya, perempuan bernama, bernama, mendiang, rivalnya, lawannya, pendiri, penerus, pendahulunya, penggantinya',
  'boxer, champion, footballer, striker, midfielder, defender, goalkeeper, winger, forward, coach, manager, captain, skipper, golfer, sprinter, driver, cyclist, rider, referee, umpire, player, team-mate, teammate, compatriot',
  'actor, actress, singer, musician, director, writer, novelist, author, poet, comedian, presenter, painter, artist, composer, producer, filmmaker',
  'businessman, businesswoman, entrepreneur, billionaire, tycoon, founder, politician, lawmaker, analyst, economist, researcher, scientist, professor, teacher, doctor, nurse, lawyer, attorney, barrister, prosecutor, judge, activist, journalist, reporter, photographer, farmer, fisherman, student, worker, resident, victim, suspect, defendant, witness, gunman, fugitive, militant, commander, pilot, navigator, astronaut, wife, husband, son, daughter, brother, sister, father, mother, uncle, aunt, cousin, colleague, friend, rival, predecessor, successor, trainer, spokesman, spokeswoman, leader, deputy, chairman, named, historian, chef, banker, investor, trader, strategist, president, minister, chancellor, mayor, governor, senator, imam, cleric',
);

/** Portfolio words between "Menteri"/"Minister" and the name, or before "Minister". */
export const portfolios = words(
  'luar, dalam, negeri, pertahanan, keuangan, energi, sumber, daya, mineral, esdm, perhubungan, kesehatan, pendidikan, kebudayaan, agama, sosial, hukum, ham, hak, asasi, manusia, kelautan, perikanan, pertanian, kehutanan, lingkungan, hidup, perdagangan, perindustrian, bumn, badan, usaha, milik, negara, ketenagakerjaan, tenaga, kerja, pariwisata, komunikasi, informatika, pekerjaan, umum, perumahan, rakyat, pupr, desa, koordinator, bidang, politik, keamanan, polhukam, perekonomian, kemaritiman, maritim, investasi, pemuda, olahraga, riset, teknologi, tinggi, muda, utama, urusan, transmigrasi, agraria, tata, ruang, pemberdayaan, perempuan, perlindungan, anak, koperasi, ukm, perencanaan, pembangunan, nasional, sekretaris, kabinet, kehakiman, transportasi, ekonomi, dasar, menengah, pendayagunaan, aparatur, reformasi, birokrasi',
  'foreign, defence, defense, finance, interior, home, health, education, energy, environment, trade, economy, justice, transport, transportation, agriculture, labour, labor, culture, tourism, housing, treasury, affairs, security, development, sports, industry, commerce, science, immigration, communications, oil, petroleum, planning, shadow, state, european, external, economic, social, migration, climate, water, resources, mines, fisheries, maritime, religious, infrastructure, investment, technology, information',
);

/** Words that take a portfolio. */
export const portfolioHeads = words(
  'menteri, wakil menteri, mantan menteri, menteri koordinator, minister, secretary, undersecretary',
);

/** Words whose full stop does not end a sentence. */
export const abbreviations = words(
  'mr, mrs, ms, dr, drs, dra, drg, prof, ir, st, sr, jr, jl, jln, no, nos, vs, gen, lt, col, capt, maj, sgt, adm, cmdr, brig, rev, hon, gov, sen, rep, pres, alm, tgl, kab, kec, kel, ds, hj, kh, pt, cv, ud, tbk, dsb, dll, dkk, yg, a.n, jend, mayjen, letjen, brigjen, kol, letkol, inc, corp, co, ltd, jan, feb, mar, apr, jun, jul, aug, agt, sept, sep, oct, okt, nov, dec, des, e.g, i.e, approx, u.s, u.k, d.c, ph.d, m.si, s.h, m.h, s.e, m.m, s.sos, m.pd',
);
