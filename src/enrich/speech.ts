/**
 * Verbs and phrases of speech in Indonesian and English. Lower case. Shared by the rules for names (who speaks is a
 * person), quotes (who said it) and citations (who reported it).
 */

function words(...lines: string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')).filter(Boolean));
}

/** Indonesian verbs that follow a quotation and stand before its speaker ("kata Putin"). */
export const bareSpeech = words(
  'kata ujar tutur ucap jelas tegas papar ungkap imbuh tambah lanjut terang sebut tandas pungkas cetus aku sambung beber tukas kilah keluh seru teriak seloroh canda gurau celetuk sesal sergah tanya urai kenang harap jawab kelakar sahut puji kritik ajak pesan klaim ingat tulis cuit bantah nilai duga keterangan cerita timpal tantang tepis janji himbau imbau pinta rinci',
);

/** Indonesian verbs with the speaker inside: "ujarnya". */
export const pronounSpeech: ReadonlySet<string> = new Set([...bareSpeech].map((verb) => `${verb}nya`));

/** Indonesian verbs whose subject speaks and whose clause is what was said ("menyatakan siap", "mengatakan bahwa …"). */
export const clauseSpeech = words(
  'mengatakan menuturkan menyatakan menegaskan menjelaskan mengungkapkan menyebut menyebutkan menambahkan mengaku menilai berpendapat membantah memastikan mengklaim mengingatkan memperingatkan menduga meyakini berharap mengumumkan menyampaikan mengakui berjanji meminta mendesak menyerukan memaparkan menerangkan mengimbau menghimbau berkata menekankan menuding menuduh menyarankan mengusulkan menyangkal menampik berujar bertutur mengungkap mengemukakan mengeluhkan menceritakan bercerita menjanjikan menyayangkan mengira menganggap memperkirakan memprediksi mengisyaratkan beralasan berdalih bersumpah mengancam menyimpulkan meramalkan melaporkan menulis mencuit menyesalkan memuji mengajak bersikeras berkeras berargumen mempertanyakan mengisahkan mengutarakan menjawab menimpali membalas menandaskan membeberkan menguraikan merinci mencontohkan mengklarifikasi mengharapkan menepis menyindir menyoroti berkilah membenarkan bersikukuh bersaksi menyanggah',
);

/** Of these the clause counts only when a conjunction introduces it: alone they take a plain object. */
export const nounTaking = words(
  'menyebut meminta mendesak menyerukan mengumumkan menyampaikan mengungkapkan menuding menuduh menjelaskan membantah menampik memuji menulis melaporkan menceritakan menyesalkan menyayangkan mengusulkan mengungkap mengeluhkan memaparkan menganggap mengakui mengajak mengklaim menjanjikan menyangkal menuntut memastikan menyarankan mengisyaratkan memperkirakan memprediksi menjawab menimpali membalas membeberkan menguraikan merinci menepis menyindir menyoroti mencontohkan mengklarifikasi membenarkan menyanggah',
);

/** Passive verbs that name the speaker at the head of a sentence ("Dikatakan X, …"). */
export const frontedSpeech = words(
  'dikatakan dijelaskan diungkapkan disampaikan ditegaskan dituturkan ditambahkan diutarakan dipaparkan diakui',
);

/** Indonesian conjunctions between the verb and the clause. */
export const clauseOpeners = words('bahwa agar supaya kalau jika jikalau apabila apakah bila untuk');

/** English verbs of saying; the clause follows ("said that …") or stands before ("…, he said"). */
export const englishSpeech = words(
  'said says say added adds stated states announced announces claimed claims insisted insists warned warns argued argues acknowledged acknowledges admitted admits denied denies confirmed confirms conceded concedes explained explains noted notes stressed stresses declared declares vowed vows promised promises pledged pledges complained complains suggested suggests told tells recalled recalls replied replies asked asks asserted asserts maintained maintains emphasised emphasized reiterated predicted predicts joked remarked observed tweeted wrote writes estimated estimates alleged testified cautioned urged concluded concludes believed believes hoped hopes thought thinks reported reports demanded demands called calls described describes repeated repeats pointed reckons reckoned lamented revealed reveals indicated indicates signalled signaled wondered questioned let agreed agrees continued shouted cried yelled quipped boasted exclaimed countered retorted commented mused pleaded chanted cautions conceded contended contends reasoned stipulated ruled',
);

/** Verbs of `englishSpeech` that take a plain object and therefore introduce no clause without "that". */
export const englishNounTaking = words(
  'announced announces claimed claims acknowledged acknowledges confirmed confirms explained explains noted notes stressed stresses declared declares denied denies promised promises pledged pledges recalled recalls asked asks maintained maintains emphasised emphasized reiterated observed wrote writes stated states reported reports urged demanded demands called calls described describes admitted admits believed believes thought thinks hoped hopes predicted predicts alleged testified concluded concludes suggested suggests estimated estimates argued argues warned warns vowed vows cautioned conceded concedes alleged repeated repeats pointed revealed reveals indicated indicates signalled signaled wondered questioned let lamented agreed agrees continued shouted cried yelled quipped boasted exclaimed countered retorted commented mused pleaded chanted reasoned stipulated ruled',
);

/** Portuguese verbs of saying; the clause follows "que" or stands before, the speaker before or behind. */
export const portugueseSpeech = words(
  'disse disseram diz dizem dizia afirmou afirma afirmam afirmaram declarou declara declararam acrescentou acrescenta explicou explica explicaram contou conta contaram relatou relata relataram garantiu garante garantiram assegurou assegura destacou destaca ressaltou ressalta salientou sublinhou enfatizou reiterou reforçou lembrou lembra recordou alertou alerta advertiu avisou criticou comentou comenta observou argumentou argumenta defendeu defende admitiu admite reconheceu reconhece confessou negou nega confirmou confirma confirmaram informou informa informaram anunciou anuncia revelou revela completou concluiu conclui respondeu responde perguntou questionou pediu escreveu escreve tuitou publicou lamentou reclamou considerou considera avaliou avalia opinou acredita acreditam estimou estima previu prevê prometeu insistiu ponderou apontou frisou adiantou esclareceu desabafou resumiu brincou exclamou indicou sustentou alegou alega continuou prosseguiu',
);

/** Words that name nobody and stand for the last speaker. */
export const pronouns = words('dia ia beliau he she ele ela');
/** The same behind a preposition ("according to her"). */
export const objectPronouns = words('him her dia ia beliau ele ela');

/** Portuguese words that end the naming of a speaker behind a verb. */
export const portugueseEnds = words(
  'em na no nas nos à ao aos às durante após antes depois quando enquanto ao sobre para com que nesta neste ontem hoje por pela pelo',
);

/** Indonesian words that end the naming of a speaker: what follows is when and where. */
export const speakerEnds = words(
  'saat ketika seperti usai setelah dalam di pada kepada sebagaimana dikutip dilansir sambil lewat melalui sebelum dari seusai sesaat menanggapi terkait soal mengenai tentang seraya sembari menjawab merujuk mengutip usai selepas sehabis menirukan ihwal',
);

/** Whether a lower-case word is a verb of speech; English ones count in Indonesian texts too. */
export function isSpeechVerb(lower: string, language: string): boolean {
  if (language === 'pt') return portugueseSpeech.has(lower);
  return clauseSpeech.has(lower) || englishSpeech.has(lower) || bareSpeech.has(lower);
}
