/** Reports of statements, by story and speaker; see README.md. */
export interface StatementGroup {
  name: string;
  /** `article|language|statement|text` */
  reports: string[];
}

export const statementGroups: StatementGroup[] = [
  {
    name: 'dam-minister',
    reports: [
      'a|id|leak|Kebocoran itu sudah kami tutup sejak Senin malam',
      'b|en|leak|We closed the leak on Monday night',
      'c|id|leak|Kebocoran sudah ditutup sejak Senin malam',
      'a|id|blame|Kontraktor harus bertanggung jawab atas kerusakan ini',
      'b|en|blame|The contractor must take responsibility for this damage',
      'd|en|blame|The contractor has to be responsible for the damage',
      'd|en|safe|The dam is safe and nobody downstream needs to leave',
    ],
  },
  {
    name: 'ferry-captain',
    reports: [
      'a|en|wave|The wave came from the left and we had three minutes',
      'b|id|wave|Ombak datang dari kiri dan kami hanya punya waktu tiga menit',
      'c|en|wave|a wave came from the left and we had only three minutes',
      'c|en|crew|My crew never left the ship before the passengers',
      'b|id|crew|Awak saya tidak pernah meninggalkan kapal sebelum penumpang',
    ],
  },
  {
    name: 'rice-price',
    reports: [
      'a|id|stock|Stok beras cukup sampai akhir tahun',
      'b|id|stock|Stok beras kita cukup hingga akhir tahun ini',
      'c|id|import|Kami belum akan mengimpor beras tahun ini',
      'd|en|stock|Rice stocks are enough until the end of the year',
      'd|en|import|We will not import rice this year',
      'e|id|import-yes|Kami akan mengimpor beras tahun ini',
    ],
  },
  {
    name: 'coach-final',
    reports: [
      'a|en|proud|I am proud of every player in this team',
      'b|id|proud|Saya bangga kepada setiap pemain di tim ini',
      'b|id|luck|Lawan bermain lebih baik, tetapi kami lebih beruntung',
      'a|en|luck|The opponent played better, but we were luckier',
      'c|en|next|Next season we want the league, not only the cup',
    ],
  },
  {
    name: 'earthquake-governor',
    reports: [
      'a|id|tents|Kami butuh 2.500 tenda dan air bersih malam ini juga',
      'b|en|tents|We need 2,500 tents and clean water tonight',
      'c|id|tents-later|Kami butuh 4.000 tenda dan air bersih',
      'c|id|hospital|Rumah sakit sudah penuh dan pasien dirawat di halaman',
      'b|en|hospital|The hospital is full and patients are treated in the yard',
      'd|en|hospital|patients are being treated in the yard because the hospital is full',
    ],
  },
  {
    name: 'bank-governor',
    reports: [
      'a|en|rate|Inflation is slowing and there is no reason to raise interest rates now',
      'b|en|rate|Inflation is slowing, and there is no reason to raise interest rates',
      'c|en|rate-not|There is every reason to raise interest rates if inflation returns',
      'd|id|rate|Inflasi melambat dan tidak ada alasan menaikkan suku bunga sekarang',
      'e|id|growth|Pertumbuhan ekonomi tahun depan kami perkirakan 5,3 persen',
      'a|en|growth|We expect economic growth of 5.3 percent next year',
    ],
  },
  {
    name: 'climate-envoy',
    reports: [
      'a|en|islands|For our islands this is not about money, it is about survival',
      'b|id|islands|Bagi pulau-pulau kami ini bukan soal uang, melainkan soal kelangsungan hidup',
      'c|en|islands|this is not about money, it is about survival',
      'c|en|coal|Every new coal plant is a vote against our children',
      'b|id|coal|Setiap pembangkit batu bara baru adalah suara melawan anak-anak kami',
    ],
  },
  {
    name: 'trial-lawyer',
    reports: [
      'a|id|appeal|Kami akan mengajukan banding atas vonis ini',
      'b|en|appeal|We will appeal against this verdict',
      'c|en|appeal|We are going to appeal this verdict',
      'c|en|evidence|The prosecutor had no evidence and the judge knew it',
      'a|id|evidence|Jaksa tidak punya bukti dan hakim tahu itu',
    ],
  },
  {
    name: 'mayor-market',
    reports: [
      'a|id|fire|Api berasal dari lantai dua dan menyebar dalam hitungan menit',
      'b|id|fire|Api berasal dari lantai dua lalu menyebar dalam hitungan menit',
      'c|id|build|Pasar akan kami bangun kembali dalam enam bulan',
      'd|id|build|Pasar ini kami bangun kembali dalam waktu enam bulan',
      'e|id|build-later|Pasar baru dapat dibangun kembali setelah dua tahun',
    ],
  },
  {
    name: 'chief-executive',
    reports: [
      'a|en|merger|This merger will create thousands of jobs on both sides of the ocean',
      'b|en|merger|The merger will create thousands of jobs on both sides of the ocean',
      'c|en|jobs-not|No jobs will be lost because of this merger',
      'd|en|merger|will create thousands of jobs',
      'd|en|tax|We pay our taxes where we earn our profits',
    ],
  },
  {
    name: 'president-summit',
    reports: [
      'a|en|hand|We offer our hand to every neighbour who wants peace',
      'b|id|hand|Kami mengulurkan tangan kepada setiap tetangga yang menginginkan perdamaian',
      'c|id|border|Perbatasan kami bukan untuk ditawar',
      'a|en|border|Our border is not up for negotiation',
      'd|en|border|our borders are not for negotiation',
    ],
  },
  {
    name: 'pilot-rescue',
    reports: [
      'a|id|radio|Tidak ada peringatan, baik lewat radio maupun isyarat',
      'b|en|radio|There was no warning, neither by radio nor by signal',
      'c|en|radio|no warning was given by radio or signal',
      'c|en|parachute|I saw the trees and then my parachute opened',
      'b|en|parachute|I saw the trees, then the parachute opened',
    ],
  },
  {
    name: 'virologist',
    reports: [
      'a|en|vaccine|The vaccine protects nine out of ten people for at least one year',
      'b|id|vaccine|Vaksin ini melindungi sembilan dari sepuluh orang paling sedikit satu tahun',
      'c|en|vaccine-old|The old vaccine protects six out of ten people for one year',
      'c|en|masks|Masks remain the cheapest medicine we have',
      'b|id|masks|Masker tetap obat paling murah yang kita punya',
    ],
  },
  {
    name: 'striker',
    reports: [
      'a|en|goal|That goal was for my father',
      'b|id|goal|Gol itu untuk ayah saya',
      'c|en|goal|The goal was for my father',
      'c|en|stay|I will stay at this club until I stop playing',
      'b|id|stay|Saya akan bertahan di klub ini sampai berhenti bermain',
    ],
  },
  {
    name: 'union-leader',
    reports: [
      'a|id|strike|Buruh akan mogok jika upah minimum tidak dinaikkan',
      'b|en|strike|Workers will strike if the minimum wage is not raised',
      'c|id|strike|Kalau upah minimum tidak dinaikkan, buruh akan mogok',
      'c|id|talks|Kami siap berunding kapan saja dengan pengusaha',
      'b|en|talks|We are ready to negotiate with employers at any time',
    ],
  },
  {
    name: 'astronomer',
    reports: [
      'a|en|planet|The planet is twice as large as Earth and very cold',
      'b|id|planet|Planet itu dua kali lebih besar daripada Bumi dan sangat dingin',
      'c|en|star|Its star is older than our sun',
      'b|id|star|Bintangnya lebih tua daripada matahari kita',
      'd|en|life|We found no sign of life and did not expect any',
    ],
  },
  {
    name: 'police-spokesman',
    reports: [
      'a|id|arrest|Empat tersangka ditangkap di dua kota pada Minggu pagi',
      'b|en|arrest|Four suspects were arrested in two cities on Sunday morning',
      'c|id|arrest|Empat tersangka kami tangkap di dua kota',
      'd|en|arrest-more|Seven suspects were arrested in three cities',
      'd|en|weapons|We found weapons and maps of the airport in the house',
      'a|id|weapons|Kami menemukan senjata dan peta bandara di rumah itu',
    ],
  },
  {
    name: 'novelist',
    reports: [
      'a|en|write|I write to remember what my mother wanted to forget',
      'b|id|write|Saya menulis untuk mengingat apa yang ingin dilupakan ibu saya',
      'c|en|write|I write to remember what my mother wanted to forget',
      'c|en|prize|The prize belongs to my translators',
      'b|id|prize|Hadiah ini milik para penerjemah saya',
    ],
  },
  {
    name: 'opposition-leader',
    reports: [
      'a|en|vote|We do not recognise the result of this election',
      'b|id|vote|Kami tidak mengakui hasil pemilu ini',
      'c|en|vote-yes|We recognise the result and congratulate the winner',
      'd|en|street|Our supporters should stay at home tonight',
      'b|id|street|Para pendukung kami sebaiknya tinggal di rumah malam ini',
    ],
  },
  {
    name: 'farmer-drought',
    reports: [
      'a|id|rain|Sudah tujuh bulan tidak turun hujan di desa kami',
      'b|en|rain|It has not rained in our village for seven months',
      'c|id|rain|sudah tujuh bulan tidak turun hujan',
      'c|id|sell|Sapi kami jual satu per satu untuk membeli air',
      'b|en|sell|We sell our cows one by one to buy water',
    ],
  },
  {
    name: 'un-chief',
    reports: [
      'a|en|ceasefire|The ceasefire must begin tonight and hospitals must be protected',
      'b|id|ceasefire|Gencatan senjata harus dimulai malam ini dan rumah sakit harus dilindungi',
      'c|en|ceasefire|the ceasefire must begin tonight',
      'c|en|aid|Sixty trucks of food are waiting at the border',
      'b|id|aid|Enam puluh truk makanan menunggu di perbatasan',
    ],
  },
  {
    name: 'airline-director',
    reports: [
      'a|en|engine|One engine failed after takeoff and the crew returned at once',
      'b|en|engine|An engine failed after take-off and the crew returned at once',
      'c|id|engine|Satu mesin mati setelah lepas landas dan awak segera kembali',
      'c|id|refund|Semua penumpang akan mendapat uang kembali',
      'a|en|refund|All passengers will get their money back',
    ],
  },
  {
    name: 'boxer',
    reports: [
      'a|en|dream|I dreamed of this belt since I was seven',
      'b|id|dream|Saya memimpikan sabuk ini sejak berumur tujuh tahun',
      'c|en|rematch|He will get his rematch whenever he wants it',
      'b|id|rematch|Dia boleh minta tanding ulang kapan pun dia mau',
      'd|en|dream|dreamed of this belt since I was seven',
    ],
  },
  {
    name: 'archbishop',
    reports: [
      'a|en|hate|Whoever kills in the name of God insults God',
      'b|id|hate|Siapa yang membunuh atas nama Tuhan menghina Tuhan',
      'c|en|door|This door stays open to people of every faith',
      'b|id|door|Pintu ini tetap terbuka bagi umat dari setiap agama',
      'd|en|hate|Whoever kills in the name of God, insults God.',
    ],
  },
  {
    name: 'engineer-train',
    reports: [
      'a|id|speed|Kereta ini melaju 350 kilometer per jam tanpa getaran',
      'b|en|speed|This train runs at 350 kilometres per hour without vibration',
      'c|en|speed-slow|On the old line it runs at 120 kilometres per hour',
      'c|en|ticket|A ticket will cost less than a flight',
      'b|en|ticket|Tickets will cost less than a flight',
    ],
  },
  {
    name: 'speaker-ethics',
    reports: [
      'a|id|resign|Saya tidak akan mundur karena saya tidak bersalah',
      'b|id|resign|Saya tidak bersalah dan tidak akan mundur',
      'c|en|resign|I will not resign because I am not guilty',
      'd|id|resign-yes|Saya akan mundur jika terbukti bersalah',
      'd|id|record|Rekaman itu ilegal dan tidak bisa menjadi bukti',
      'c|en|record|The recording is illegal and cannot be evidence',
    ],
  },
  {
    name: 'zoo-director',
    reports: [
      'a|en|tiger|The tiger cub drinks well and weighs 1.2 kilograms',
      'b|id|tiger|Anak harimau itu minum dengan baik dan beratnya 1,2 kilogram',
      'c|id|name|Namanya akan dipilih oleh anak-anak sekolah',
      'a|en|name|School children will choose the name',
      'd|en|mother|The mother is calm but does not let us near',
    ],
  },
  {
    name: 'trade-minister',
    reports: [
      'a|en|tariff|We will answer every tariff with a tariff',
      'b|id|tariff|Kami akan membalas setiap tarif dengan tarif',
      'c|en|tariff|every tariff will be answered with a tariff',
      'c|en|export|Exports rose by 12 percent in the third quarter',
      'b|id|export|Ekspor naik 12 persen pada kuartal ketiga',
      'd|en|export-old|Exports rose by 4 percent in the second quarter',
    ],
  },
  {
    name: 'refugee-mother',
    reports: [
      'a|en|walk|We walked for nine days with two children and one blanket',
      'b|id|walk|Kami berjalan sembilan hari dengan dua anak dan satu selimut',
      'c|en|home|I want to go home but there is no home',
      'b|id|home|Saya ingin pulang tetapi tidak ada lagi rumah',
      'd|en|walk|nine days with two children and one blanket',
    ],
  },
  {
    name: 'telecom-regulator',
    reports: [
      'a|id|block|Kami memblokir 300 situs penipuan sejak Januari',
      'b|en|block|We have blocked 300 fraudulent sites since January',
      'c|id|fine|Operator yang melanggar akan kami denda',
      'd|id|fine|Operator yang melanggar aturan akan didenda',
      'd|id|privacy|Data pelanggan tidak boleh keluar dari Indonesia',
      'b|en|privacy|Customer data must not leave Indonesia',
    ],
  },
];
