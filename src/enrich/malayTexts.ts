/**
 * What Indonesian and Malay are told apart by: words that one of the two uses and the other spells or says otherwise, and
 * the same sentences of news in both, so that no subject tells, only the language. Written for Kabar.
 */

/** Words that standard Indonesian uses and standard Malay spells or says otherwise. Lower case. */
export const indonesianWords: readonly string[] = (
  'bahwa karena bisa sedangkan uang mobil polisi kelurahan kabupaten kecamatan provinsi ' +
  'gubernur bupati walikota tewas menewaskan tersangka korupsi rapat pengadilan jaksa kejaksaan ' +
  'miliar triliun rp rupiah jumat senin kamis agustus desember maret mei wib wita ' +
  'ujar tutur imbuh ungkap mengungkapkan menurutnya ujarnya tuturnya imbuhnya terkait seusai usai ' +
  'jelang pekan kemarin besok pria bocah mahasiswa dosen bikin cuma lalu ' +
  'pertandingan pelatih klub babak turnamen prancis inggris spanyol suriah yunani jepang tiongkok ' +
  'eropa perusahaan listrik bensin motor bandara militer teroris sosialisasi dampak ' +
  'pemilu partai anggaran dinas puskesmas mengantisipasi ' +
  'kementerian kualitas universitas fakultas ' +
  'nasional internasional informasi komunikasi investasi produksi aktivitas situs telepon ponsel ' +
  'karyawan dokter pasien obat apotek desa dusun lurah camat sekda dprd rt rw kotamadya ' +
  'pemkot pemkab pemprov pns asn sepakbola sejumlah sempat butuh membutuhkan merasa ' +
  'habis delapan gedung menit tim gim liga kiper wasit suporter pemain ' +
  'kecelakaan kendaraan sopir truk bus terminal toko tiket paspor karcis nomor ' +
  'pengungsi relawan berkas penyidik penyelidikan menyelidiki vonis terdakwa ' +
  'kuartal pajak utang ekspor impor beasiswa jurusan skripsi rektor wabah perawat sapi cabai ' +
  'proyek jembatan waduk petani panen pupuk wakil jenderal aplikasi gawai unduh unggah mengunggah ' +
  'daring luring gratis keren pintar lelah pusing khawatir cemas kantor kursi sore siang istri ' +
  'warga membahas tentang daripada kerusakan sulit setelah presiden foto video hingga ' +
  'nggak enggak gak banget kok sih deh dong lho aja gimana udah gue'
).split(' ');

/** Words that standard Malay uses and standard Indonesian spells or says otherwise. Lower case. */
export const malayWords: readonly string[] = (
  'bahawa kerana keretapi wang polis suspek kes rasuah mesyuarat peguam ' +
  'bilion trilion rm ringgit jumaat ahad isnin khamis ogos disember mac apabila ' +
  'manakala selepas tarikh ialah iaitu budak penuntut universiti ' +
  'pensyarah cikgu cuba perlawanan jurulatih kelab separuh pusingan perancis britain sepanyol jepun ' +
  'syarikat eropah elektrik basikal motosikal tentera pengganas encik puan jabatan ' +
  'siasatan sekiranya sahaja antarabangsa maklumat sesawang bimbit kebangsaan ' +
  'kemalangan bomba agensi teruk membincangkan parlimen aktiviti kualiti komuniti projek ' +
  'kakitangan doktor pesakit ubat hospital mukim setakat pelbagai lokap isteri ' +
  'adun kerajaan memaklumkan susulan perlukan memerlukan keperluan berasa berkenaan esok lusa petang lapan ' +
  'bangunan lebuhraya minit pasukan penyokong pengadil pemandu lori bas stesen kenderaan kedai peniaga ' +
  'peruncit pasport nombor sukarelawan menyiasat siasat direman reman mahkamah tertuduh ' +
  'pendakwa majistret cukai belanjawan eksport darjah tingkatan peperiksaan sijil biasiswa canselor ' +
  'simptom wabak jururawat lembu cili jambatan empangan pesawah timbalan pengarah pengerusi setiausaha ' +
  'jeneral datuk dato datin tun agong peranti percuma bimbang risau penat awak korang depa nak dah ' +
  'menerusi berikutan ekoran difahamkan pentadbiran perkhidmatan kemudahan pelancong pelancongan perniagaan ' +
  'kesihatan kebajikan keselamatan pertahanan perbelanjaan pelaburan pengeluaran insiden serbuan dadah ' +
  'seludup menyeludup awam bandaraya majlis perbandaran warganegara februari julai jun baharu hadapan ' +
  'peratus jangkaan dijangka dianggarkan kawasan mangsa menggesa kesatuan rundingan tiada ' +
  'mencecah punca selewat menafikan lelaki maut bertembung khemah letupan pemberita filem pawagam bekalan ' +
  'ahli gabenor pokok almari tandas seluar kasut jenayah ' +
  'didakwa telefon televisyen akhbar memuat seramai kanak sempadan'
).split(' ');

/** The same news in Indonesian and in Malay: pairs. */
export const parallelSentences: readonly (readonly [indonesian: string, malay: string])[] = [
  [
    'Polisi masih menyelidiki penyebab kebakaran yang menghanguskan dua belas rumah pada Jumat malam.',
    'Polis masih menyiasat punca kebakaran yang memusnahkan dua belas buah rumah pada malam Jumaat.',
  ],
  [
    'Menteri Kesehatan mengatakan bahwa vaksin akan dibagikan gratis kepada seluruh warga mulai bulan depan.',
    'Menteri Kesihatan berkata vaksin akan diberikan secara percuma kepada semua rakyat mulai bulan hadapan.',
  ],
  [
    'Harga minyak dunia turun karena persediaan di Amerika Serikat lebih banyak daripada perkiraan.',
    'Harga minyak dunia jatuh kerana simpanan di Amerika Syarikat lebih tinggi daripada jangkaan.',
  ],
  [
    'Seorang pria tewas setelah sepeda motor yang dikendarainya bertabrakan dengan truk.',
    'Seorang lelaki maut selepas motosikal yang ditunggangnya bertembung dengan sebuah lori.',
  ],
  [
    'Pemerintah akan membangun tiga jembatan baru untuk mengurangi kemacetan di ibu kota.',
    'Kerajaan akan membina tiga jambatan baharu bagi mengurangkan kesesakan di ibu negara.',
  ],
  [
    'Pelatih itu yakin timnya bisa memenangkan pertandingan babak kedua di kandang lawan.',
    'Jurulatih itu yakin pasukannya boleh memenangi perlawanan separuh masa kedua di gelanggang lawan.',
  ],
  [
    'Perusahaan tersebut membukukan laba sebesar dua miliar rupiah pada kuartal ketiga tahun ini.',
    'Syarikat berkenaan mencatat keuntungan sebanyak dua bilion ringgit pada suku ketiga tahun ini.',
  ],
  [
    'Ribuan siswa terpaksa belajar di tenda karena gedung sekolah mereka rusak akibat gempa.',
    'Ribuan pelajar terpaksa belajar di dalam khemah kerana bangunan sekolah mereka rosak akibat gempa bumi.',
  ],
  [
    'Dia mengaku tidak tahu bahwa uang itu berasal dari hasil korupsi, ujar pengacaranya.',
    'Dia mengaku tidak mengetahui wang itu datang daripada hasil rasuah, kata peguamnya.',
  ],
  [
    'Kantor gubernur ditutup sementara karena lima pegawainya terjangkit penyakit menular.',
    'Pejabat gabenor ditutup buat sementara waktu kerana lima kakitangannya dijangkiti penyakit berjangkit.',
  ],
  [
    'Cuaca buruk membuat penerbangan dari bandara itu tertunda lebih dari empat jam.',
    'Cuaca buruk menyebabkan penerbangan dari lapangan terbang itu tertangguh lebih empat jam.',
  ],
  [
    'Kedua pemimpin bertemu di Jakarta untuk membahas kerja sama perdagangan dan keamanan.',
    'Kedua-dua pemimpin bertemu di Kuala Lumpur bagi membincangkan kerjasama perdagangan dan keselamatan.',
  ],
  [
    'Menurut saksi mata, ledakan terdengar dua kali sekitar pukul tujuh pagi.',
    'Menurut saksi, letupan kedengaran sebanyak dua kali kira-kira jam tujuh pagi.',
  ],
  [
    'Harga cabai dan bawang di pasar tradisional naik menjelang akhir pekan.',
    'Harga cili dan bawang di pasar basah meningkat menjelang hujung minggu.',
  ],
  [
    'Pengadilan menjatuhkan hukuman sepuluh tahun penjara kepada mantan pejabat itu.',
    'Mahkamah menjatuhkan hukuman penjara sepuluh tahun ke atas bekas pegawai itu.',
  ],
  [
    'Kami berharap para korban segera mendapat bantuan, kata ketua relawan kepada wartawan.',
    'Kami berharap mangsa segera menerima bantuan, kata ketua sukarelawan kepada pemberita.',
  ],
  [
    'Listrik di sejumlah kecamatan padam sejak kemarin sore akibat pohon tumbang.',
    'Bekalan elektrik di beberapa daerah terputus sejak petang semalam akibat pokok tumbang.',
  ],
  [
    'Saham maskapai penerbangan itu anjlok setelah laporan keuangannya diumumkan.',
    'Saham syarikat penerbangan itu menjunam selepas laporan kewangannya diumumkan.',
  ],
  [
    'Petugas pemadam kebakaran menyelamatkan seorang anak yang terjebak di lantai empat.',
    'Anggota bomba menyelamatkan seorang kanak-kanak yang terperangkap di tingkat empat.',
  ],
  [
    'Presiden menandatangani undang-undang baru tentang perlindungan data pribadi.',
    'Perdana Menteri menandatangani perjanjian baharu berkenaan perlindungan data peribadi.',
  ],
  [
    'Sebanyak delapan orang ditangkap dalam penggerebekan pabrik narkoba di pinggir kota.',
    'Seramai lapan orang ditahan dalam serbuan ke atas makmal dadah di pinggir bandar.',
  ],
  [
    'Tim nasional Indonesia kalah tipis dari Vietnam dalam laga persahabatan.',
    'Pasukan kebangsaan Malaysia tewas tipis kepada Vietnam dalam perlawanan persahabatan.',
  ],
  [
    'Wisatawan asing yang datang ke pulau itu meningkat dibandingkan tahun lalu.',
    'Pelancong asing yang datang ke pulau itu meningkat berbanding tahun lalu.',
  ],
  [
    'Selain itu, pihaknya juga akan memeriksa dokumen kendaraan yang melintas di perbatasan.',
    'Selain itu, pihaknya turut akan memeriksa dokumen kenderaan yang melalui sempadan.',
  ],
  [
    'Petani mengeluh karena pupuk bersubsidi sulit didapat menjelang musim tanam.',
    'Pesawah mengeluh kerana baja bersubsidi sukar diperoleh menjelang musim menanam.',
  ],
  [
    'Para peneliti menemukan spesies katak baru di hutan Kalimantan.',
    'Para penyelidik menemui spesies katak baharu di hutan Sarawak.',
  ],
  [
    'Ponsel buatan perusahaan Korea Selatan itu akan dijual mulai Senin depan.',
    'Telefon bimbit keluaran syarikat Korea Selatan itu akan dijual mulai Isnin depan.',
  ],
  [
    'Jaksa menuntut terdakwa dengan hukuman seumur hidup dalam sidang kasus pembunuhan itu.',
    'Pendakwa raya menuntut tertuduh dihukum penjara seumur hidup dalam perbicaraan kes bunuh itu.',
  ],
  [
    'Jumlah pengangguran menurun berkat bertambahnya lapangan kerja di sektor industri.',
    'Bilangan penganggur menurun berikutan bertambahnya peluang pekerjaan dalam sektor perindustrian.',
  ],
  [
    'Warga diimbau tetap waspada terhadap kemungkinan banjir susulan.',
    'Penduduk dinasihatkan supaya sentiasa berwaspada terhadap kemungkinan banjir gelombang kedua.',
  ],
  [
    'Hasil pemilihan umum akan diumumkan paling lambat tiga hari setelah pemungutan suara.',
    'Keputusan pilihan raya akan diumumkan selewat-lewatnya tiga hari selepas pengundian.',
  ],
  [
    'Militer negara itu mengerahkan pesawat tempur ke wilayah perbatasan.',
    'Tentera negara itu mengerahkan pesawat pejuang ke kawasan sempadan.',
  ],
  [
    'Ia dirawat di rumah sakit karena menderita luka bakar di tangan dan kaki.',
    'Beliau dirawat di hospital kerana mengalami luka terbakar di tangan dan kaki.',
  ],
  [
    'Bank sentral menaikkan suku bunga untuk menekan laju inflasi.',
    'Bank pusat menaikkan kadar faedah bagi membendung kadar inflasi.',
  ],
  [
    'Kereta api jarak jauh berangkat tepat waktu meskipun penumpang membeludak.',
    'Tren jarak jauh bertolak tepat pada masanya walaupun penumpang terlalu ramai.',
  ],
  [
    'Mereka menonton film itu bersama keluarga di bioskop pusat perbelanjaan.',
    'Mereka menonton filem itu bersama keluarga di pawagam pusat beli-belah.',
  ],
  [
    'Kementerian akan mengirim tim ahli guna memeriksa kualitas air sungai.',
    'Kementerian akan menghantar pasukan pakar untuk memeriksa kualiti air sungai.',
  ],
  [
    'Pasangan suami istri itu membuka toko roti di dekat kampus.',
    'Pasangan suami isteri itu membuka kedai roti berhampiran kampus.',
  ],
  [
    'Mahasiswa berunjuk rasa menolak kenaikan harga bensin di depan gedung parlemen.',
    'Penuntut universiti berdemonstrasi membantah kenaikan harga petrol di hadapan bangunan Parlimen.',
  ],
  [
    'Perdana menteri Inggris mendesak Uni Eropa melanjutkan perundingan.',
    'Perdana menteri Britain menggesa Kesatuan Eropah meneruskan rundingan.',
  ],
  [
    'Tidak ada korban jiwa dalam kecelakaan itu, tetapi kerugian ditaksir mencapai ratusan juta.',
    'Tiada kehilangan nyawa dalam kemalangan itu, namun kerugian dianggarkan mencecah ratusan ribu.',
  ],
  [
    'Pihak berwenang menyita barang selundupan senilai lima miliar di pelabuhan.',
    'Pihak berkuasa merampas barang seludup bernilai lima juta di pelabuhan.',
  ],
  [
    'Hujan deras diperkirakan turun hingga Rabu di sebagian besar wilayah.',
    'Hujan lebat dijangka turun sehingga Rabu di kebanyakan kawasan.',
  ],
  [
    'Saya merasa senang bisa pulang dan bertemu orang tua, katanya sambil tersenyum.',
    'Saya berasa gembira dapat pulang dan bertemu ibu bapa, katanya sambil tersenyum.',
  ],
  [
    'Anggaran pendidikan tahun depan naik enam persen dibanding tahun berjalan.',
    'Peruntukan pendidikan tahun hadapan meningkat enam peratus berbanding tahun semasa.',
  ],
  [
    'Penyerang asal Brasil itu mencetak gol kemenangan pada menit terakhir.',
    'Penyerang kelahiran Brazil itu menjaringkan gol kemenangan pada minit terakhir.',
  ],
  [
    'Kapal nelayan tenggelam dihantam ombak setinggi tiga meter, empat orang hilang.',
    'Bot nelayan karam dipukul ombak setinggi tiga meter, empat orang hilang.',
  ],
  [
    'Ketua partai membantah kabar tentang perpecahan di antara para anggotanya.',
    'Presiden parti menafikan khabar mengenai perpecahan dalam kalangan ahlinya.',
  ],
  [
    'Mobil listrik buatan dalam negeri mulai dipamerkan akhir Agustus.',
    'Kereta elektrik buatan tempatan mula dipamerkan pada akhir Ogos.',
  ],
  [
    'Kasus itu kini ditangani kepolisian daerah bersama badan antikorupsi.',
    'Kes itu kini disiasat polis daerah bersama suruhanjaya pencegahan rasuah.',
  ],
];
