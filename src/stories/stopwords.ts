/**
 * Words that say little about what an article is about, by language: function words, which are left out, and the
 * newsroom's daily vocabulary, which counts as frequent from the first article on. Folded, as `wordsOf` gives them.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const indonesian = words(`
  ada adalah agar akan akibat aku anda antara apa apabila atas atau bagi bahkan bahwa baik banyak baru bawah beberapa
  begitu belum benar berada bersama besar biasa bila bisa boleh bukan dalam dan dapat dari daripada demi demikian dengan
  depan di dia dilakukan dirinya guna hal hampir hanya harus hendak hingga ia ialah ini itu jadi jangan jelas jika juga
  justru kalau kali kami kamu karena kata kembali kemudian kepada ketika kini kita lagi lain lainnya lalu lama lebih
  maka malah mana mari masih masing maupun melakukan melalui memang membuat memiliki menjadi menurut mereka merupakan
  meski meskipun mulai mungkin namun nanti nya oleh pada padahal para pasti per pernah pertama perlu pihak pula pun
  punya saat saja sama sambil sampai sana sang sangat saya se seakan sebab sebagai sebelum sebelumnya sebuah secara
  sedang sedangkan segera sehingga sejak sejumlah sekaligus sekarang sekitar selain selalu selama seluruh semakin
  sementara semua sendiri seorang seperti sering serta sesuai setelah seusai setiap siapa sini soal suatu sudah supaya
  tak tanpa tapi telah tengah tentang tentu terhadap terkait terlalu termasuk tersebut terus tetapi tiap tidak tiga dua
  satu empat lima turut untuk usai wib wita wit yaitu yakni yang`);

const english = words(`
  a about above across after again against ago all almost along already also although always am among an and another any
  are around as at away back be became because become been before being below between both but by came can cannot come
  could day days did do does doing done down due during each early either else end enough even ever every far few first
  five for former four from further gave get gets give go goes going gone got had has have having he her here hers
  herself him himself his how however i if in into is it its itself just keep kept last late later least less let like
  likely long made make makes making many may me might more most much must my near need never new next nine no nor not now
  of off often on once one only onto or other others our out over own part per perhaps put rather right same say second see
  seen set seven several shall she should since six so some soon still such take taken takes ten than that the their
  theirs them themselves then there these they thing things third this those though three through thus to today together
  told too took toward towards two under until up upon us use used using very via want was way we well went were what when
  where whether which while who whom whose why will with within without won would year years yesterday yet you your don
  didn doesn isn wasn weren won couldn wouldn mr mrs ms dr s t d ll re ve m`);

/** Function words left out altogether, by primary language tag. A language that is not listed loses none. */
const stopWords: Readonly<Record<string, ReadonlySet<string>>> = {
  id: new Set(indonesian),
  ms: new Set([...indonesian, ...words('ialah boleh beliau tiada kerana sahaja mengenai daripada kepada')]),
  en: new Set(english),
  pt: new Set(
    words(`a ao aos as com como da das de do dos e ele ela em entre era essa esse esta este eu foi ha isso ja mais mas
      na nao nas no nos o os ou para pela pelas pelo pelos por que quem se sem ser seu seus sua suas sob sobre tambem
      um uma apos ate`),
  ),
  es: new Set(
    words(`a al ante asi como con contra cuando de del desde donde el ella en entre era es esta este fue ha hasta la las
      le lo los mas muy ni no o para pero por que se segun ser si sin sobre su sus tambien tras un una uno y ya`),
  ),
  fr: new Set(
    words(`a au aux avec ce ces cette comme dans de des du elle en est et etait eu il ils la le les leur lui mais ne nous
      on ont ou par pas plus pour qu que qui sa sans se ses son sont sous sur un une vers d l n s c j m t y`),
  ),
  de: new Set(
    words(`aber als am an auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer eines er es
      fur gegen hat hatte ihm ihr im in ist mit nach nicht noch nur oder seine sei sich sie sind so uber um und unter vom
      von vor war was wegen wenn werden wie wird wurde zu zum zur`),
  ),
  nl: new Set(
    words(`aan als bij dat de die dit door een en er geen had heeft het hij hun ik in is maar met na naar niet nog of om
      ook op over te tegen tot uit van voor was wat werd wordt ze zich zijn zo`),
  ),
  it: new Set(
    words(`a ad ai al alla alle anche che chi ci come con contro da dai dal dalla dei del della delle di dopo e ed era fra gli
      ha hanno i il in io la le lo ma nei nel nella non o oggi ora per piu quando questa questo se senza si sono su sua sui
      sul sulla suo tra un una uno`),
  ),
  pl: new Set(
    words(`a ale bez bo by byc byl byla czy dla do gdy i ich ile jak jako je jego jest juz lub ma na nad nie niz o od oraz po
      pod przed przez przy sa sie sobie ta tak tego tej ten to tylko tym u w we wiec z za ze`),
  ),
  ru: new Set(
    words(`а без более бы был была были было быть в вас ведь во вот все всего вы где да даже для до его ее если есть еще же за
      и из или им их к как ко когда кто ли на над не нет ни но о об он она они от по под после при про с со та так также
      там то только у уже чем что чтобы эта эти это этого этом я`),
  ),
  sl: new Set(
    words(`a ali bi bil bila bili bilo bo bodo brez ce da do ga ho ima in iz ja je jih jo k kaj kako kar ker ki ko kot kje le
      lahko med mu na nad naj ne ni nic niso o ob od pa po pod pri proti pred sam se si so sta ste ta tako te tega tem ter
      to tudi v vec ves vse z za ze zaradi`),
  ),
  hr: new Set(
    words(`a ali bez bi bila bili bilo bio ce da do ga i iz ili im ima ja je jos jer k kada kako kao ko koja koje koji kod li
      me mu na nad ne nego ni nije niti o od on ona oni po pod pred pri protiv s sa samo se smo su sto ta te to u uz vec za
      zbog`),
  ),
  ar: new Set(
    words(`في من على الى عن مع ان او و ما لا لم لن هذا هذه ذلك تلك التي الذي الذين بعد قبل بين حتى كل كما قد لقد كان كانت
      يكون هو هي هم ثم اذا اي عند عبر حول خلال ضد منذ نحو غير`),
  ),
  zh: new Set(
    words(
      '的 了 在 是 和 与 及 或 将 對 对 为 為 被 等 也 都 就 而 并 於 于 从 由 向 到 把 让 不 有 中 上 下 后 前 这 那',
    ),
  ),
  ja: new Set(
    words(
      'の に は を た か が て と も て し な れ さ す る で こ そ あ い から まて より へ や する した して いる',
    ),
  ),
};

const indonesianNews = words(`
  acara berita hari jumat sabtu minggu senin selasa rabu kamis januari februari maret april mei juni juli agustus
  september oktober november desember tahun bulan pekan malam pagi siang sore waktu setempat jam pukul mengatakan
  ujar tutur ungkap jelas tegas menyatakan menyebut mengaku dikatakan katanya ujarnya dilaporkan dikabarkan lansir
  dilansir wartawan media negara pemerintah presiden menteri wakil kepala ketua anggota warga orang masyarakat
  kota kabupaten provinsi desa polisi kasus korban tempat rumah jalan kelompok pemimpin partai politik ekonomi dunia
  nasional internasional luar negeri rencana keputusan masalah kerja jumlah persen juta miliar ribu rp`);

const englishNews = words(`
  news report reports reported monday tuesday wednesday thursday friday saturday sunday january february march april june
  july august september october november december week month morning night evening afternoon time said says saying tell
  statement spokesman spokeswoman official officials government president minister prime secretary leader leaders chief
  state country nation national international world foreign people man woman men women city police group party political
  member members public case plan deal talk talks meeting decision issue problem work number percent per cent million
  billion thousand company business market show help call called ask asked local home area old big high top`);

/** Frequent words of news, by primary language tag: kept, but weighed as if many articles had held them already. */
export const newsWords: Readonly<Record<string, ReadonlySet<string>>> = {
  id: new Set(indonesianNews),
  ms: new Set(indonesianNews),
  en: new Set(englishNews),
};

/** The function words of a language (primary tag); undefined for one that is not listed, whatever text the tag is. */
export function stopWordsOf(language: string): ReadonlySet<string> | undefined {
  return Object.hasOwn(stopWords, language) ? stopWords[language] : undefined;
}
