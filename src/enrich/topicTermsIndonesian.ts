/** Indonesian words that tell a media topic, written as in topicTermsEnglish.ts; Malay texts are read with them too. */
export const indonesianTopicTerms = `
20000005 | +film*, +bioskop*, +sutradara*, sinema*, layar lebar, aktor*, aktris*, +sinematografi*, dokumenter, skenario
20000013 | +novel*, +sastra*, +penyair*, +puisi*, cerpen*, buku*, penulis*, +kesusastraan, antologi
20000018 | +musik*, +konser*, +penyanyi*, +album*, +lagu*, grup band, gitaris*, +keroncong, +dangdut, orkestra, paduan suara, vokalis*, +pemusik, biduan*
20000002 | +pameran*, +lukisan*, +pelukis*, seniman*, +galeri*, +teater*, pentas*, kanvas, hiburan, pementasan*, penari*, panggung*, seni rupa, +seni, komedian*, patung
20000038 | +budaya*, +kebudayaan, +warisan*, +keraton*, tradisi*, +museum*, +wayang, +batik, adat*, sanggar*, +candi, cagar budaya, +gamelan, purbakala, tarian*, +tari, naskah kuno, kirab*
20000045 | +wartawan*, +jurnalis*, +pers, redaksi*, +media massa, surat kabar, +koran, stasiun televisi, +penyiaran, dewan pers, kantor berita, liputan*, podcast*, siaran
20000086 | +peretas*, +diretas, +siber, kebocoran data, +ransomware, +phishing, meretas, data bocor, +judi online, penipuan daring
20000082 | +pembunuh*, +dibunuh, +pencuri*, +dicuri, +perampok*, +korupsi*, +suap*, +narkoba*, +sabu*, penipu*, penganiaya*, +pemerkosa*, +begal*, tersangka*, pelaku*, penculik*, +gratifikasi, pencucian uang, +penyelundup*, komplotan*, +kejahatan, kriminal*, +pembobol*, menipu, mencuri, ditusuk, senjata tajam, +tawuran, pencabulan, ganja, premanisme, +preman*
20000106 | +hakim*, +vonis*, +divonis, +sidang*, +pengadilan*, +terdakwa*, +jaksa*, praperadilan, +mahkamah*, dakwaan*, tuntutan jaksa, pengacara*, kuasa hukum, +banding, kasasi, terpidana, +persidangan*, penjara*, gugatan*, kejaksaan*, kejati, saksi ahli
20000121 | +undang undang, +ruu, aturan hukum, +kuhp, +perppu, +hukum*, uji materi, +perda, pasal*, pidana*, regulasi hukum, legislasi, yudisial
20000129 | +polisi*, +polres*, +polda*, +polri, +polsek*, +ditangkap, +tangkap*, +menangkap, penyidik*, geledah*, +penggeledahan, +menggeledah, +dibekuk, bekuk*, ditahan, penahanan, barang bukti, +kpk, buron*, razia*, kapolres*, kapolda*, kapolri, +tahanan, bareskrim, lapas, narapidana, +penyelidikan, menyita, disita
20000119 | +keadilan, +grasi, amnesti, +remisi, hukuman mati
20000148 | +gempa*, +banjir*, +tsunami*, +longsor*, +erupsi*, +bencana*, +bpbd, +bnpb, +mengungsi, gunung api, gunung meletus, +pengungsian, tanggul jebol, terendam, rendam, magnitudo, +abu vulkanik, kebakaran hutan, kekeringan, +lahar, +meluap, terdampak
20000139 | +kecelakaan*, +kebakaran*, +tabrak*, +tabrakan, +tenggelam*, +terbakar, +ledakan*, +meledak, hangus*, damkar, pemadam*, masuk jurang, terjungkal, rem blong, terguling, ditabrak, menabrak, +anjlok dari rel, hanyut, tersengat, keracunan, korban luka, roboh, ambruk, jatuhnya pesawat, terperosok, luka luka
20000168 | +tim sar, +basarnas, +penyelamat*, +evakuasi*, +pencarian, tanggap darurat, relawan*, dapur umum, regu sar, dievakuasi, +menyelamatkan
20000170 | +laba*, +perusahaan*, +merger*, +akuisisi*, +dividen*, pemegang saham, direktur utama, +emiten*, pendapatan*, +korporasi, penggabungan usaha, +startup*, rintisan, pengusaha*, bisnis*, +produsen*, +bumn, penjualan*, pt , +pailit, rugi, ekspansi*, pabrik baru, maskapai*
20000210 | +petani*, +panen*, +pupuk*, +sawah*, +pertanian, +padi, +ternak*, peternak*, +perkebunan*, sawit, gabah, tanam, bulog, kebun, tambak*, hortikultura, hama
20000344 | +ekonomi*, +inflasi*, +suku bunga, +bank indonesia, +ekspor*, +impor*, +perekonomian, +kredit*, +umkm, harga beras, harga cabai, harga pangan, neraca*, utang negara, +pdb, +apbn, pertumbuhan*, pajak*, bank sentral, daya beli, fiskal, moneter, +resesi, harga kebutuhan, badan pusat statistik, +investasi*, sembako, cukai
20000385 | +saham*, +rupiah*, +ihsg, +investor*, +bursa*, +obligasi, kurs*, reksa dana, +kripto*, +bitcoin, minyak mentah, harga emas, dolar as, pasar modal, melemah, menguat, +wall street
20000413 | +ujian*, +unbk, +snbt, +sbmptn, seleksi masuk, asesmen nasional, +utbk, un sma
20000416 | +guru*, +tenaga pendidik, pengajar*, mengajar, dosen*
20000400 | sekolah*, +siswa*, +sd, +smp, +sma, kelas*, murid*, +paud, kepala sekolah, ruang kelas, taman kanak
20000415 | +mahasiswa*, +beasiswa*, +pelajar*, kuliah*, kampus*, +siswi, uang kuliah, +ukt
20001338 | +kurikulum*, menteri pendidikan, +kemendikbud*, kementerian pendidikan, zonasi, +ppdb, tahun ajaran, dinas pendidikan
05000000 | +pendidikan*, +universitas*, +rektor*, wisuda*, sarjana*, perguruan tinggi, +akademi*, fakultas, lulusan*, kampus*, literasi
20001216 | +smk, sekolah kejuruan, +vokasi, magang*, politeknik, balai latihan
20000424 | +limbah*, +pencemaran*, +tercemar, +sampah*, +polusi*, mencemari, tumpahan minyak, kualitas udara, tpa, plastik sekali pakai, +mikroplastik, asap
20000418 | +perubahan iklim, +emisi*, +karbon, +pemanasan global, gas rumah kaca, +iklim, energi terbarukan, +dekarbonisasi
20000420 | +konservasi*, +pelestarian*, +mangrove, satwa langka, +penyu, +tukik, +deforestasi, reboisasi, taman nasional, kawasan lindung, +dilindungi, +perburuan liar, rehabilitasi hutan, habitat*, bksda, keanekaragaman hayati
20000430 | +tambang*, +penambangan*, sumber daya alam, izin tambang, mata air, +migas, batu bara, air tanah, pembalakan, illegal logging, nikel
20000441 | +satwa*, +hutan*, +orang utan, +orangutan, +fauna, flora, terumbu karang, kamera jebak, harimau, gajah, +spesies, alam liar
06000000 | +lingkungan hidup, +walhi, +lingkungan, +ekosistem*, abrasi, +greenpeace, daur ulang
20000446 | +penyakit*, +demam berdarah, +virus*, +wabah*, +dbd, +kanker, +diabetes*, +stunting, +tbc, +covid*, gejala*, menular*, penularan, +hiv, malaria, +campak, +difteri, +flu, hipertensi, stroke, obesitas, tertular, terinfeksi, infeksi
20000461 | +rumah sakit, +rsud, +puskesmas, +klinik*, rawat inap, ruang rawat, +igd, tempat tidur, posyandu
20000464 | +vaksin*, +imunisasi*, +operasi jantung, pengobatan*, +obat*, +terapi*, suntik*, +transplantasi, antibiotik, khitan massal
20000480 | +bpjs*, menteri kesehatan, +kemenkes, dinas kesehatan, layanan kesehatan, +kis, jaminan kesehatan, kementerian kesehatan, +bpom
20000485 | +dokter*, +perawat*, +bidan*, tenaga medis, +tenaga kesehatan, +nakes, ikatan dokter
07000000 | +kesehatan, +pasien*, +medis, gizi*, dirawat, sehat
20000500 | +kucing*, +anjing*, +hewan*, kebun binatang, +burung*, peliharaan, buaya, +ular, monyet, piton, macan
20000498 | +penghargaan*, anugerah*, +nobel, piala adipura, kalpataru, pemenang lomba, +adipura, juara lomba
20000499 | +rekor muri, +rekor*, +muri, terpanjang, terbesar di dunia, memecahkan rekor, pecahkan rekor
20000501 | +upacara*, +pemakaman*, +dimakamkan, peresmian*, penghormatan*, +kenegaraan, mengheningkan cipta, melayat*, berduka, takziah
20000503 | salah alamat, +viral*, kocak, +nyasar, gagal nikah, +pengalaman unik
20000505 | +artis*, +selebritas*, +selebriti*, +pesohor*, +sinetron*, akad nikah, instagram*, warganet*, pacar*, hamil*, infotainment, youtuber*, influencer*, mempelai
20001237 | +peringatan hari, hari jadi, ulang tahun, +hut, +haul, +dirgahayu, tumpeng, napak tilas, hari pahlawan
20000524 | +mogok*, perselisihan industrial, +hubungan industrial, +mogok kerja, perundingan upah
20000533 | +pengangguran*, +menganggur, pencari kerja, +tunakarya
20000521 | +upah minimum*, +ump, +umk, dewan pengupahan, +cipta kerja, jam kerja, +thr, upah*
20000509 | +phk, +karyawan*, +lowongan*, +bursa kerja, +tenaga kerja, +pekerja*, pesangon, pelamar*, +ketenagakerjaan, lapangan kerja, +tki, +pmi, rekrutmen*, disnaker, job fair
20000536 | +serikat pekerja, +serikat buruh, +buruh*, +kspi, +ksbsi, may day, hari buruh
20000531 | +pensiun*, +jaminan hari tua, +taspen, purnabakti, +jht
20000538 | +wisata*, +wisatawan*, +liburan*, libur*, +pendaki*, hotel*, +turis*, pantai*, +destinasi*, +pariwisata, mancing, rekreasi*, berlibur, pelancong*, mudik*, taman bermain, kebun raya, festival*
20000565 | +mode, +busana*, +fesyen, +fashion*, tren*, kecantikan*, +perancang*, gaya hidup, kosmetik*, dekorasi, hijab*, berkebun
10000000 | +resep*, +kuliner*, +masak*, kopi, warung*, +restoran*, makanan*, sajian*, bumbu*, +soto, +sambal, disajikan, hidangan*, +koki, kafe*
20001339 | +yoga, +kebugaran, meditasi, +zumba, olah napas, senam*, relaksasi, pijat, +gym
20000574 | +pemilu*, +pilkada*, +kpu, +bawaslu, +pilpres, +calon gubernur, +calon bupati, +calon wali kota, +caleg*, +pemilih*, +kampanye*, +mencoblos, +tps, +capres*, +cawapres*, pasangan calon, +suara sah, +elektabilitas, hitung cepat, +paslon*, +cagub*, petahana*, +coblos*
20000593 | presiden, menteri, +kabinet*, gubernur*, wali kota, bupati*, pemerintah*, +pemerintahan, +melantik, lantik*, +pelantikan, mutasi*, pejabat*, +pemkot, +pemkab, +pemprov, istana*, birokrasi*, perdana menteri, aparatur, asn, +camat, +lurah, kepala daerah, wakil presiden, mengundurkan diri, balai kota
20000649 | +dpr, +dprd, +fraksi*, +partai*, +paripurna*, +oposisi*, +koalisi*, anggota dewan, +parlemen*, interpelasi, hak angket, politikus*, politisi*, +mpr, +dpd, mahkamah kehormatan, +mkd, senat, senator*, +legislatif, +politik*, ketua umum
20000639 | +menteri luar negeri, +menlu, +duta besar, +dubes, +diplomat*, +diplomasi*, +kemenlu, +kemlu, konsulat*, kedutaan*, nota kesepahaman, kunjungan kenegaraan, +ktt, bertemu mitranya
20000642 | +sanksi ekonomi, +embargo*, sanksi
20000638 | +bilateral*, +asean, +pbb, +nato, perjanjian*, kedua negara, +uni eropa, hubungan kedua, batas laut, +liga arab, dewan keamanan, traktat*, hubungan diplomatik, kerja sama, perbatasan negara
20000621 | +kebijakan*, +subsidi*, +anggaran*, peraturan pemerintah, +perpres, program pemerintah, +apbd, bantuan tunai, kenaikan tarif
20000587 | +hak asasi, +ham, +komnas ham, kebebasan berpendapat, kebebasan pers
20000647 | +pemakzulan*, krisis politik, +makzul*, keadaan darurat nasional
20000648 | tahanan politik, pembangkang*, aktivis*, makar
20000690 | +idulfitri, +iduladha, +lebaran, +ramadan, +natal, +waisak, +nyepi, +imlek, +paskah, +maulid*, +idul fitri, +idul adha, galungan, takbir*, +puasa*, +kurban
20000697 | +masjid*, +gereja*, +pura, +vihara*, +kelenteng*, +klenteng*, +musala*, rumah ibadah, katedral*, +paroki*
20000703 | +paus, +ulama*, +kiai*, +uskup*, +pendeta*, +mui, +vatikan, +biksu*, ustaz*, habib*, pastor*, +fatwa*, kardinal*, +imam, pemuka agama, khatib*
20000657 | +islam*, +kristen*, +katolik, +buddha*, +hindu*, +konghucu, aliran kepercayaan, +muslim*, kepercayaan, kristiani
12000000 | +agama*, +umat*, +haji, +umrah, +jemaah*, +salat, +doa, berdoa, +ibadah*, +misa, +peziarah*, +pesantren*, +santri*, kementerian agama, kemenag, +dakwah, pengajian*, manasik, khutbah*, +nu , muhammadiyah, keagamaan
20000756 | +teknologi*, +robot*, +drone*, +aplikasi*, +kecerdasan buatan, +ponsel*, perangkat lunak, gawai*, purwarupa*, +satelit*, +roket*, insinyur*, komputer*, +digital*, +internet, cip, +mikrocip, +smartphone*, baterai*, antariksa, wahana, listrik tenaga, rekayasa*, daring, rakitan, inovasi*
20000717 | +astronom*, +fosil*, +komet*, +planet*, +arkeolog*, +paleontolog*, purba, gerhana*, +observatorium, +fisika, +kimia, +biologi*, teleskop*, +nasa, bulan purnama, dinosaurus, +meteor*, bintang jatuh, geolog*
20000735 | +peneliti*, +penelitian, +riset*, +ilmuwan*, laboratorium*, +lipi, +brin, jurnal*, uji coba, +meneliti, +teliti, temuan*
20000780 | +perceraian*, +keluarga*, +pernikahan*, pernikahan dini, +cerai*, ibu dan anak, orang tua, adopsi*, +kdrt, pengasuhan, suami istri
20000802 | +kemiskinan*, +miskin*, +gelandangan*, +anak jalanan, +tunawisma, pengemis*, +permukiman kumuh, gizi buruk, +kelaparan, bunuh diri, telantar*, putus sekolah, dinas sosial
20000775 | +diskriminasi*, +rasis*, +difabel*, kesetaraan*, +intoleran*, minoritas, +disabilitas, ujaran kebencian, ditolak
20000771 | +imigran*, +imigrasi*, +pengungsi*, +pencari suaka, +rohingya, dideportasi, deportasi*, +suaka, +warga negara asing, wna
20000817 | +bantuan sosial, +bansos, santunan*, +lansia, +pkh, +kemensos, panti*, +menteri sosial, sembako gratis, +blt, yatim*
20000770 | +sensus*, +kependudukan, kelahiran*, +penduduk, +demografi*, angka harapan hidup, bkkbn
20000768 | +komunitas*, karang taruna, gotong royong, masyarakat adat, paguyuban*
20001065 | +gol, +sepak bola, +sepakbola, +liga 1, +liga 2, +persis, +persib, +persija, +persebaya, +arema, +kiper*, +striker*, +timnas*, +pssi, +penalti, +gelandang*, bek, piala dunia, babak kedua, +liga champions, liga inggris, kesebelasan*, +bola, laga, menjebol, injury time
20000847 | +bulu tangkis, +bulutangkis, +ganda putri, +ganda putra, +ganda campuran, tunggal putra, tunggal putri, +pbsi, +badminton, piala thomas, piala uber, dua gim
20000856 | +petinju*, +tinju, +kelas berat, sabuk juara, ronde*, menang ko, kelas bulu
20000851 | +basket*, +bola basket, +ibl, +nba, +pebasket*, masuk ring, tiga angka
20001085 | +tenis, +petenis*, grand slam, +wimbledon, +piala davis, dua set, tiga set
20000940 | +golf, pegolf*
20000888 | +kriket
20000849 | +bisbol, +sofbol
20001148 | +transfer*, +rekrut*, kontrak pemain, bursa transfer, meminjamkan, pemain baru
20001108 | +pon , +sea games, +asian games, +olimpiade, +paralimpiade, kontingen*, porprov*, +kejuaraan*, +turnamen*, medali*, medali emas, raih emas, +pekan olahraga
20001104 | +doping
20001126 | +stadion*, gelanggang*, gor, venue*
15000000 | +atlet*, juara*, +pelatih*, +olahraga*, +klub*, +pertandingan*, pemain*, menang*, +liga, +final, kalah*, +pembalap*, +motogp, +balap*, +renang, +voli, +lari maraton, maraton*, skor*, babak*, suporter*, pebalap*, finis, koni, +pencak silat, +semifinal, lawan*, unggulan*
20000053 | +teroris*, +bom bunuh diri, +bom, +pengeboman, +terorisme, +densus 88, +isis, aksi teror, +teror*, sandera*, +al qaeda, +islamic state, radikal*, pengebom*
20000056 | +militer*, +tentara*, +serangan udara, +perang*, +milisi*, +pertempuran*, +pemberontak*, +pasukan*, +rudal*, senjata*, +tni, pesawat tempur, +gerilyawan*, tembak jatuh, ditembak jatuh, menembak jatuh, invasi*, gempur*, baku tembak, +kkb, prajurit*, jet tempur, artileri, dibombardir, angkatan udara, angkatan laut, tewas dalam serangan, konflik*, +serdadu
20000065 | +kerusuhan*, +rusuh*, +bentrok*, +gas air mata, +penjarahan, jam malam, amuk*, melempar batu
20000066 | +unjuk rasa, +demonstran*, +demonstrasi*, +demo, +pengunjuk rasa, berunjuk rasa, aksi massa, +berdemo, long march, +protes*, massa aksi
20000070 | +kudeta*
20000071 | +pembantaian*, +genosida*, kuburan massal, pembersihan etnis
20000073 | +gencatan senjata, +perdamaian, perundingan*, +damai, tukar tawanan, kesepakatan damai, mediasi, penjaga perdamaian
20000077 | pascaperang, ranjau, pascakonflik
20001128 | +prakiraan*, +prakirawan*, diprakirakan, +cerah berawan, +hujan lebat, guyur*, +cuaca hari ini, suhu udara, hujan ringan, perkiraan cuaca
20001131 | +peringatan dini, +gelombang tinggi, siaga hujan, waspada cuaca
20001129 | +puting beliung, +angin kencang, +badai*, +topan*, +kabut*, hujan es, suhu panas, +cuaca ekstrem, petir*, jarak pandang, siklon*, awan*
17000000 | +cuaca*, +bmkg, +musim hujan, +musim kemarau, curah hujan, +kemarau, +el nino, +la nina, hujan*, angin*
`;

/** What Malay says otherwise. */
export const malayTopicTerms = `
20000485 | +jururawat*, +doktor*
20000461 | +hospital*
20000106 | +mahkamah*, +peguam*, +didakwa, hukuman penjara
20000129 | +ditahan, +siasatan, +penjenayah*
20000082 | +jenayah*, +rasuah, +dadah, +pecah rumah, peras ugut
20000148 | +gempa bumi, +tanah runtuh, pusat pemindahan
20000139 | +kemalangan*, +nahas*, +bomba, terbabas
20000574 | +pilihan raya, +pengundi*, +mengundi, calon*
20000649 | +dewan rakyat, ahli parlimen, +parlimen, pembangkang*
20000593 | +perdana menteri, +kerajaan, menteri besar
20000344 | +ekonomi*, +inflasi, kadar faedah, +eksport, +import
20000385 | +saham, +ringgit, bursa malaysia
20000400 | +sekolah*, +murid*, +pelajar*
05000000 | +pendidikan, +universiti, graduan*
20001065 | +bola sepak, +jaringan gol, penjaga gol, +harimau malaya, piala malaysia
15000000 | +sukan*, +perlawanan*, +jurulatih*, pingat*, kejohanan*
20000066 | +tunjuk perasaan, +penunjuk perasaan
20000690 | +aidilfitri, +aidiladha, hari raya
17000000 | +cuaca, ribut*, +hujan*, metmalaysia
20000756 | +teknologi, telefon pintar, kecerdasan buatan
20000446 | +penyakit*, +denggi, wabak*
`;
