/**
 * Indonesian words of the kind that people say into microphones, each with the English ones that stand for it in
 * translated statements. Loan words that sound alike (koalisi, coalition) need no entry: quoteWords.ts knows them by
 * their sound. Written for Kabar; a base word stands for its derivations, affixes are taken off before.
 */

const entries = `
  hari day today; tahun year; bulan month moon; minggu week; malam night evening tonight; pagi morning; jam hour; menit minute;
  waktu time; zaman age time; besok tomorrow; kemarin yesterday; sekarang now; masa time period future; akhir end last;
  awal beginning start early; lama long old; baru new; sejarah history historic; depan future next ahead;
  dunia world; bumi earth planet; negara country state nation; bangsa nation people; rakyat people; orang people person;
  warga citizen resident people; manusia human people; masyarakat people society community; anak child son daughter;
  ibu mother; bapak father; ayah father; istri wife; suami husband; keluarga family; teman friend; kawan friend;
  saudara brother sister; perempuan woman; laki man; pemuda youth young; petani farmer; buruh worker labour labor;
  karyawan employee worker; guru teacher; murid student pupil; siswa student; dokter doctor; pasien patient;
  korban victim casualty; tersangka suspect; saksi witness; hakim judge; jaksa prosecutor; pengacara lawyer;
  tentara army soldier; pasukan force troop; musuh enemy; sekutu ally; mitra partner; pemimpin leader; kepala head chief;
  ketua chairman head leader; wakil deputy representative; pemerintah government; menteri minister; raja king; ratu queen;
  kota city; desa village; daerah region area; wilayah territory region area; perbatasan border; batas border limit;
  rumah house home; jalan road street way; jembatan bridge; sungai river; laut sea; pantai beach coast; gunung mountain;
  hutan forest; tanah land soil; air water; api fire; udara air; langit sky; angin wind; hujan rain; banjir flood;
  gempa earthquake quake; longsor landslide; kekeringan drought; bencana disaster; kebakaran fire; asap smoke haze;
  pesawat plane aircraft jet; kapal ship boat vessel; kereta train; mobil car; kendaraan vehicle; bandara airport;
  pelabuhan port; senjata weapon arms; alat instrument tool; bom bomb; peluru bullet missile; tembak shoot shot fire;
  serang attack strike; serbu storm raid; bunuh kill murder; tewas die dead kill; mati die dead death; luka wound injure;
  hancur destroy destruction; rusak damage; perang war; damai peace; gencatan ceasefire; rudal missile;
  ancam threat threaten; bahaya danger; aman safe secure security; lindung protect protection; jaga guard keep;
  bela defend; lawan fight against opponent; juang fight struggle; menang win victory; kalah lose defeat;
  kuat strong strength; lemah weak; kuasa power; hak right; hukum law legal; undang law; adil justice fair; benar true right;
  salah wrong fault mistake; bohong lie; jujur honest; bukti evidence proof; tuduh accuse; bantah deny; tolak reject refuse;
  terima accept receive acceptable; dukung support; bantu help aid; kerja work cooperate cooperation; sama same cooperate;
  bersama together; satu one united; dua two; tiga three; empat four; lima five; enam six; tujuh seven; delapan eight;
  sembilan nine; sepuluh ten; seratus hundred; ribu thousand; juta million; miliar billion; triliun trillion;
  sepakat agree agreement deal; janji promise; setuju agree; ajak invite call; serah hand surrender; minta ask demand;
  maaf apology apologise apologize sorry; terima receive thank; kasih love thank; cinta love; benci hate hatred;
  takut fear afraid; marah angry; sedih sad; duka grief sorrow; bangga proud; senang happy glad; gembira happy joy;
  harap hope expect; mimpi dream; percaya believe trust; yakin sure convinced believe; ragu doubt; tahu know;
  pikir think; rasa feel; lihat see look; dengar hear; bicara speak talk; kata say word; tanya ask question; jawab answer;
  tulis write; baca read; ingat remember; lupa forget; bangun wake build; tidur sleep; makan eat; minum drink;
  datang come arrive; pergi go leave; pulang return home; kembali return back again; masuk enter; keluar leave exit;
  jatuh fall down drop; naik rise increase raise; turun fall decrease down; tingkat increase level; kurang reduce less;
  tambah add more increase; ubah change; mulai begin start; henti stop; tunda postpone delay; lanjut continue;
  selesai finish complete; buka open; tutup close; beri give; ambil take; bawa bring carry; kirim send; jual sell;
  beli buy; bayar pay; harga price cost; uang money; dana fund money; anggaran budget; utang debt; pajak tax; untung profit;
  rugi loss; usaha business effort; saham share stock; pasar market; dagang trade; tumbuh growth grow; saing compete;
  perusahaan company firm; pabrik factory; barang goods; obat drug medicine; sakit sick ill pain; sehat health healthy;
  penyakit disease; rawat treat care; sekolah school; ajar teach learn; ilmu science knowledge; pilih choose elect vote;
  pemilu election; suara vote voice; rapat meeting; temu meet meeting; bahas discuss; bicara talk; umum general;
  usul proposal propose; rencana plan; kebijakan policy; langkah step measure; cara way; jalan way; tuju goal aim;
  sebab cause; akibat result consequence; alasan reason; masalah problem issue; solusi solution; tanggung responsible;
  jawab responsible; tugas duty task; penuh full; kosong empty; besar big great large; kecil small; tinggi high; rendah low;
  panjang long; pendek short; cepat fast quick; lambat slow; berat heavy hard serious; ringan light; mudah easy; sulit
  hard difficult; baik good well better; buruk bad; jahat evil crime; indah beautiful; penting important; perlu need;
  mungkin may possible might; pasti certain; sungguh sincere solemn really; siap ready; mampu able; gagal fail failure;
  hasil result; capai achieve; raih win achieve; juara champion; main play game; tanding match game; gol goal;
  pelatih coach; pemain player; tim team; penonton fan spectator; lagu song; film film movie; buku book;
  agama religion; tuhan god; gereja church; masjid mosque; doa prayer pray; iman faith; umat believer faithful;
  kristen christian; muslim muslim; suci holy; rohani spiritual; ibu capital; kota capital; hidup life live; lahir born;
  belakang back behind; tikam stab; tusuk stab; kaki foot leg accomplice; tangan hand; hati heart; kepala head;
  darah blood; air tear; mata eye; muka face; leher neck; kasur mattress; kambing goat; ayam rooster chicken; fajar dawn;
  perahu boat; dapur kitchen; pesan message; surat letter; berita news; kabar news; gambar picture; seluruh whole entire;
  selalu always; kadang sometimes; pernah once ever; segera soon immediately; cukup enough; hanya only; lebih more; paling
  most; sangat very; semua all everything; setiap every each; banyak many much; sedikit few little; lain other;
  bebas free freedom; tahan detain hold; tangkap arrest catch; adili try trial; vonis verdict; penjara prison jail;
  korupsi corruption; curi steal; rampok rob; kejar pursue chase; cari search seek; temukan find; hilang missing lose;
  selamat safe survive congratulations save; sambut welcome; hormat respect honour honor; peringatan warning memorial;
  ingat warn; imbau urge appeal; desak urge press; larang ban forbid; izin permit permission; langgar violate;
  iklim climate; emisi emission; energi energy; listrik electricity power; minyak oil; bakar burn fuel; panas heat hot;
  dingin cold; kemarau dry; tanam plant; panen harvest; beras rice; pangan food; lapar hunger hungry; miskin poor poverty;
  kaya rich; gaji wage salary; kerja job; nganggur unemployed; rumah housing; sewa rent; pindah move; ungsi refugee flee;
  migran migrant; suku tribe; ras race; bahasa language; budaya culture; adat custom; warisan heritage;
  senin monday; selasa tuesday; rabu wednesday; kamis thursday; jumat friday; sabtu saturday; minggu sunday;
  januari january; februari february; maret march; april april; mei may; juni june; juli july; agustus august;
  desember december; utara north; selatan south; timur east; barat west; kiri left; kanan right; tengah middle center;
  atas top above; bawah bottom below; dalam inside deep; luar outside foreign; jauh far; dekat near close; antara between;
  butuh need require; bersih clean; kotor dirty; awak crew; anggota member; pegawai official employee; pejabat official;
  pengusaha employer businessman; pedagang trader; nelayan fisherman; pelajar student; mahasiswa student; wartawan
  journalist reporter; penulis writer author; seniman artist; penyanyi singer; ilmuwan scientist; peneliti researcher;
  ahli expert; pakar expert; perawat nurse; sopir driver; penumpang passenger; pengungsi refugee; pendukung supporter;
  pengikut follower; tetangga neighbour neighbor; tamu guest; pemilik owner; pembeli buyer customer; pelanggan customer;
  raja king; putri princess daughter; putra prince son; kakak brother sister; adik brother sister; nenek grandmother;
  kakek grandfather; bayi baby; hewan animal; anjing dog; kucing cat; sapi cow cattle; kuda horse; burung bird; ikan fish;
  harimau tiger; gajah elephant; pohon tree; bunga flower interest; daun leaf; batu stone rock; emas gold; perak silver;
  besi iron; kaca glass; kertas paper; pintu door; jendela window; meja table; kursi chair seat; lantai floor; dinding wall;
  atap roof; gedung building; kamar room; kantor office; toko shop store; mesin engine machine; roda wheel; kabel cable;
  tenda tent; selimut blanket; baju shirt clothes; sepatu shoe; sabuk belt; topeng mask; masker mask; pakaian clothes;
  ombak wave; gelombang wave; badai storm; topan typhoon storm; salju snow; matahari sun; bintang star; bulan moon month;
  bayang shadow; cahaya light; gelap dark; suara voice sound vote; bunyi sound; warna colour color; merah red; putih white;
  hitam black; hijau green; biru blue; kuning yellow; tinggal stay live leave remain; bertahan stay survive hold last;
  lari run flee; jalan walk road street; lompat jump; duduk sit; berdiri stand; berangkat depart leave; tiba arrive;
  tunggu wait; ikut follow join; dorong push encourage; tarik pull draw; angkat lift raise; letak put place lay;
  taruh put; pegang hold; lempar throw; pukul hit beat; potong cut; pecah break; patah break; sentuh touch; cuci wash;
  masak cook; pakai use wear; guna use; coba try; latih train; uji test; periksa examine check; awas watch supervise;
  pantau monitor; hitung count; ukur measure; catat note record; rekam record; umum announce general public;
  sebut call mention name; panggil call summon; undang invite law; bicara talk speak; unding negotiate negotiation;
  runding negotiate negotiation; tawar offer bargain negotiation; ulur extend offer; desak urge press; tuntut demand sue;
  gugat sue; banding appeal; sidang trial session hearing; putus decide verdict cut; tetap remain stay fixed; ganti replace
  change; tolong help; hibur comfort; ampun mercy pardon; sesal regret; salah guilty wrong fault; akui admit recognise
  recognize; mengaku admit confess; hina insult; puji praise; kritik criticise criticize criticism; ejek mock; tawa laugh;
  tangis cry weep; senyum smile; cemas worried anxious; khawatir worry worried; tenang calm; sabar patient patience;
  berani brave dare; malu shame ashamed; lelah tired; kuat strong; sehat healthy; cacat disabled; buta blind; tua old;
  muda young; dewasa adult; murah cheap; mahal expensive; gratis free; penuh full; cukup enough; habis finish empty;
  sisa remain rest; jumlah number amount; separuh half; setengah half; kali time; ulang repeat again; pertama first; kedua
  second; ketiga third; terakhir last; berikut next following; sebelum before; sesudah after; setelah after; sejak since;
  sampai until; selama during; ketika when; naik rise rose raise; turun fall fell drop; tumbuh grow grew; lahir born;
  alam nature natural; lingkungan environment; sampah waste rubbish; racun poison; udara air; sumber source resource;
  tambang mine; kebun garden plantation; sawah field; ladang field; bibit seed; pupuk fertiliser fertilizer; ternak cattle;
  jasa service; layanan service; upah wage pay; denda fine; hadiah prize gift; pinjam borrow loan; simpan save keep;
  tabung save; hemat save; boros waste; mogok strike; unjuk protest show; rasa feel taste; demo protest; suap bribe;
  bohong lie; rahasia secret; pribadi private personal; milik belong own; pihak party side; partai party; dewan council;
  panitia committee; lembaga institution; badan agency body; perjanjian treaty agreement; aturan rule regulation; ketentuan
  rule; syarat condition; sanksi sanction; hukuman punishment sentence; penipuan fraud; situs site; jaringan network;
  layar screen; berkas file; gambar picture image; ponsel phone; data data; siaran broadcast; kabar news;
  olahraga sport; lapangan field pitch; stadion stadium; piala cup; musim season; babak round half; skor score; medali
  medal; rekor record; lomba race contest; balap race; renang swim; tinju boxing; petinju boxer; wasit referee; klub club;
  terbang fly flight; penerbangan flight; lepas release take; landas runway takeoff; mendarat land; tiket ticket; bahan
  material; bangkit rise generate; pembangkit plant; batu stone coal; bara coal; sampul cover; terjemah translate;
  penerjemah translator; lindung protect; asing foreign; dalam domestic; sekuat strong; seluruh all whole; ribut noise`;

/** English words, as printed, by the Indonesian base word that they may stand for. */
export const englishOf: ReadonlyMap<string, readonly string[]> = entries
  .split(';')
  .reduce((lexicon, entry) => {
    const [base = '', ...english] = entry.trim().split(/\s+/);
    return lexicon.set(base, [...(lexicon.get(base) ?? []), ...english]);
  }, new Map<string, string[]>());
