/**
 * How outlets are credited, language by language. `before` patterns stand in front of the outlet's name and reach up to
 * it; `behind` patterns follow it. `{M}` is an optional noun for the medium with its article and adjectives. Every
 * quantifier is bounded.
 */

/** The phrases of one language. */
export interface CreditPhrases {
  /** In front of a name: "seperti dikabarkan", "told the". */
  before: readonly RegExp[];
  /** In front of a name, but only where somebody speaks in the same sentence: "kepada", "à". */
  addressed: RegExp | null;
  /** In front of a name that only qualifies a report: "according to a". The noun follows the name. */
  piece: RegExp | null;
  /** Behind a name: "melaporkan", "news agency reported". */
  behind: RegExp;
  /** Behind the name of an agency, or of any medium at the end of a clause: "said". */
  saidBehind: RegExp;
  /** What belongs to a phrase that a verb behind the name makes: "as the", "Kantor berita". */
  lead: RegExp;
  /** The noun for the medium right behind the name: "news agency", "newspaper". */
  tail: RegExp;
  /** Nouns in front of a name that say it is a medium. */
  framedBefore: RegExp;
  /** Phrases in front of a name that only journalism is credited with: "dilansir", "first reported by". */
  onlyOfMedia: RegExp;
  /** What a paper says at the head of a sentence, and not about itself: "says", but not "said it would". */
  sentenceSaid: RegExp;
  /** "dikutip Kompas.com dari Reuters", "Reuters and AFP": what stands between two credited names. */
  passedOn: RegExp;
}

const pattern = (source: string, medium: string): RegExp =>
  new RegExp(`(?<!\\p{L})(?:${source.replaceAll('{M}', medium)})`, 'iu');

const mediumId =
  '(?:kantor berita|laman berita|laman|situs berita|situs web|situs|website|portal berita|portal|media daring|media sosial|media massa|media|harian|surat kabar|koran|majalah|tabloid|mingguan|stasiun televisi|stasiun tv|stasiun radio|televisi|radio|saluran televisi|saluran|kanal|jaringan televisi)';
const qualityId =
  '(?:resmi|pemerintah|lokal|setempat|nasional|asing|internasional|daring|online|ekonomi|olahraga|berita|milik negara|negara|milik pemerintah|semiresmi|berbahasa \\p{L}+)';
const beforeId = `(?:${mediumId}(?:\\s+${qualityId}){0,2}(?:\\s+\\p{Lu}\\p{L}+){0,2},?\\s+)?`;
const passiveId =
  '(?:dikutip|dilansir|dikabarkan|diberitakan|dilaporkan|disiarkan|ditulis|ditayangkan|diwartakan|dirilis|disadur|dinukil|dihimpun|dirangkum|dimuat|diungkapkan|disampaikan|diturunkan|terpantau|dipantau)';
const likeId =
  '(?:(?:demikian|begitu)\\s+(?:seperti\\s+|sebagaimana\\s+)?|(?:seperti|sebagaimana)\\s+(?:yang\\s+)?)?';
const laterId = '(?:\\s+(?:sebelumnya|terlebih dahulu|pertama kali|kemarin|langsung))?';

/** "laporan Reuters" and "a Reuters report": the noun that a piece of journalism goes by. */
export const pieceNoun =
  /^(?:['’]s)?\s(?:report|story|article|investigation|interview|analysis|editorial)(?!\p{L})/u;

const indonesian: CreditPhrases = {
  before: [
    `${likeId}${passiveId}${laterId}(?:\\s+(?:dari|oleh|melalui|lewat|pada|di|dalam))?(?:\\s+(?:laporan|siaran|berita|pemberitaan|wartawan))?\\s+{M}$`,
    '(?:melansir|mengutip|menukil|menyitir|menyadur|merujuk|mewartakan dari)(?:\\s+(?:dari|pada|laporan|pemberitaan|keterangan|berita)){0,2}\\s+{M}$',
    '(?:dalam wawancara(?: khusus| eksklusif)? dengan|(?:saat|ketika)(?: di(?:hubungi|wawancarai|temui|konfirmasi))(?: oleh)?(?: wartawan| tim)?)\\s+{M}$',
    '(?:menurut|berdasarkan|(?:dalam|dari|demikian|begitu|kata|sebut)(?=\\s+(?:laporan|pemberitaan|berita)))(?:\\s+(?:laporan|pemberitaan|berita))?\\s+{M}$',
    '(?:demikian\\s+|begitu\\s+)?(?:lapor|tulis|kutip|lansir|ungkap|klaim|sebut)\\s+(?:laporan\\s+)?{M}$',
    'sumber\\s?:\\s?$',
  ].map((source) => pattern(source, beforeId)),
  addressed: pattern('kepada(?:\\s+(?:wartawan|jurnalis|reporter|redaksi|tim))?\\s+{M}$', beforeId),
  piece: null,
  behind:
    /^(?:\s+edisi\s+\p{L}+(?:\s+\([\d/]{3,10}\))?)?,?\s+(?:melaporkan|memberitakan|mewartakan|mengabarkan|melansir|menulis|menyiarkan|mengutip|menyebutkan|mengungkapkan)(?!\p{L})/u,
  saidBehind: /^,?\s+menyebut(?!\p{L})/u,
  lead: new RegExp(`(?:${mediumId}(?:\\s+${qualityId}){0,2}(?:\\s+\\p{Lu}\\p{L}+)?,?|laporan)\\s+$`, 'iu'),
  tail: /^(?!)/,
  framedBefore: new RegExp(
    `(?:kantor berita|televisi (?:pemerintah|negara) \\p{Lu}\\p{L}+,|harian|surat kabar|koran|majalah|tabloid|stasiun televisi|stasiun tv|stasiun radio|portal berita|situs berita|laman berita|media (?:lokal|setempat|daring|asing)|(?:dari|oleh) laman)(?:\\s+${qualityId}){0,2}\\s+$`,
    'iu',
  ),
  onlyOfMedia:
    /(?<!\p{L})(?:dilansir|melansir|diberitakan|diwartakan|dikabarkan|disadur|menyadur|dinukil)(?:\s+(?:dari|oleh))?(?:\s+(?:laman|situs|media))?\s+$/iu,
  sentenceSaid: /^(?!)/,
  passedOn: pattern(
    '^,?\\s(?:dari|oleh|yang mengutip|mengutip|dan|serta)\\s+(?:(?:laman|laporan)\\s+)?{M}$',
    beforeId,
  ),
};

const mediumEn =
  '(?:news agency|newswire|wire service|news service|broadcaster|newspaper|news website|news site|news channel|news outlet|agency|magazine|channel|website|daily|weekly|television|radio|TV|network|site|paper|tabloid|portal|journal|outlet|affiliate|station)';
const qualityEn =
  '(?:official|state|state-run|state-owned|state-controlled|semi-official|local|independent|private|national|regional|public|pro-government|influential|respected|rival|leading|business|financial|online|digital|sports|daily|weekly|British|French|German|Russian|Chinese|Turkish|Indian|Japanese|American|Iranian|Israeli|Italian|Spanish|Korean|Brazilian|Indonesian|Malaysian|Australian|Arabic-language|English-language)';
const nounEn = `(?:(?:the\\s+|an?\\s+)?(?:[\\p{L}’'-]+\\s+){0,3}${mediumEn},?\\s+)?`;
const beforeEn = `${nounEn}(?:the\\s+)?(?:${qualityEn}\\s+){0,2}(?:\\p{Lu}\\p{L}+['’]s\\s+)?`;
const earlierEn = '(?:(?:first|earlier|originally|previously|also|widely)\\s+)?';
const pieceEn =
  '(?:report|article|interview|investigation|analysis|story|editorial|op-ed|column|essay|piece|profile|exclusive|commentary)';

const english: CreditPhrases = {
  before: [
    `(?:as\\s+)?${earlierEn}(?:reported|quoted|cited|carried|published|broadcast|aired|seen|reviewed|obtained|revealed|disclosed|interviewed)(?:\\s+(?:earlier|first|on \\p{Lu}\\p{L}+day))?(?:\\s+as\\s+saying)?\\s+(?:by|in|on)\\s+{M}$`,
    '(?:told|tells|telling|according to|citing|quoting|contacted by|approached by|leaked to|(?<=[,(]\\s?)per|reports?(?=\\s+(?:the\\s+)?$)|(?<=[,”"]\\s)(?:reported|writes|wrote|said|says)(?=\\s+(?:the\\s+)?$))\\s+{M}$',
    `(?:(?:in|according to)\\s+)?an?\\s+(?:\\p{L}+\\s+)?${pieceEn}\\s+(?:published\\s+|broadcast\\s+)?(?:by|in|for|from|on|with|to)\\s+{M}$`,
    '(?:in (?:comments|remarks|emails|a statement|written answers) (?:to|carried by|published by)|speaking (?:to|with|on)|spoke (?:to|with|on)|(?:writing|wrote) (?:in|for|on)|appearing on|(?:said|say|says) on|via)\\s+{M}$',
    'source\\s?:\\s?$',
  ].map((source) => pattern(source, beforeEn)),
  addressed: null,
  piece: /(?<!\p{L})(?:(?:according to|in|citing|quoting)\s+)?(?:an?|the)\s+$/iu,
  behind: new RegExp(
    `^(?:\\s+${mediumEn}|\\s+News)?(?:['’]s?\\s+(?:correspondent|reporter)|,\\s+(?:which|citing\\s[^.,\\n]{1,60},(?=\\s(?:report|quot|wrote|writ))))?(?:\\s+(?:report|story|article|investigation))?(?:\\s+(?:has|had|have|also|earlier|first|later|previously|both)){0,2}\\s+(?:reported|reports|quoted|quotes|cited|cites|wrote|writes|revealed|reveals|understands|(?:learned|learnt)(?!\\s+(?:to|from|its|how)\\s)|put it|describe[ds](?!\\s+(?:in|by|as)\\s))(?!\\p{L})(?!\\s+an?\\s+(?:rise|fall|drop|increase)\\s+in\\s+(?:its|viewers|ratings|readers|subscribers|sales|revenues?|profits?)(?!\\p{L}))(?!\\s+(?:(?:a|its|higher|lower|strong|record|net|quarterly|annual)\\s+){0,2}(?:earnings|loss|losses|profits?|sales|revenues?|results)(?!\\p{L}))`,
    'iu',
  ),
  saidBehind: new RegExp(
    `^(?:\\s+${mediumEn})?(?:,\\s+citing\\s[^.,\\n]{1,60},)?(?:\\s+(?:report|story|article|investigation))?\\s+(?:said|says|claims|claimed)(?=[,.\\s])`,
    'iu',
  ),
  lead: new RegExp(
    `(?:as\\s+)?(?:(?:(?:the|an?)\\s+)?(?:${qualityEn}\\s+){0,2}(?:${mediumEn}\\s+)?|the\\s+)$`,
    'iu',
  ),
  tail: new RegExp(`^\\s+(?:(?:state|local)\\s+)?${mediumEn}(?!\\p{L})`, 'u'),
  framedBefore:
    /(?:news agency|wire service|newspaper|broadcaster|magazine|tabloid|news (?:website|site|channel|outlet)|affiliate|local (?:outlet|station)|(?:state|local) (?:television|radio|media|TV))\s+(?:the\s+)?$/iu,
  onlyOfMedia:
    /(?<!\p{L})(?:(?:first|earlier|originally) reported by|quoted as saying by|(?:report|story|article|column|editorial) in|interview with (?:the )?(?:newspaper|magazine))\s+(?:the\s+)?$/iu,
  sentenceSaid: /^\s+says(?!\s+(?:its?|in)(?!\p{L}))/u,
  passedOn: pattern('^,?\\s(?:from|citing|quoting|and)\\s+{M}$', beforeEn),
};

const mediumPt =
  '(?:agência de notícias|agência noticiosa|agência|jornal|diário|revista|semanário|portal|site|rede|emissora|televisão|TV|rádio|canal|estação)';
const beforePt = `(?:(?:a|o|à|ao|na|no)\\s+)?(?:${mediumPt}(?:\\s+(?:estatal|oficial|local|pública|público|de \\p{L}+|\\p{Ll}+[eaos]s[ae]?)){0,2},?\\s+)?(?:(?:a|o)\\s+)?`;
const verbPt =
  '(?:informou|noticiou|avançou|revelou|reportou|publicou|escreveu|relatou|divulgou|informa|noticia|revela|relata|citou|apurou|escreve|publica|avança)';

const portuguese: CreditPhrases = {
  before: [
    `(?:(?:como\\s+)?${verbPt}|segundo|conforme|de acordo com|diz(?=\\s+[oa]\\s+(?:jornal|revista|site|agência)\\s)|avança)(?:\\s+(?:informações|reportagem|relato)\\s+d[ao])?\\s+{M}$`,
    '(?:citad[oa]s?|noticiad[oa]s?|revelad[oa]s?|divulgad[oa]s?|publicad[oa]s?|reportad[oa]s?|avançad[oa]s?|veiculad[oa]s?|ouvid[oa]s?|obtid[oa]s?)\\s+(?:pel[ao]s?|n[ao]|por)\\s+{M}$',
    '(?:citando|em entrevista(?: exclusiva)?\\s+(?=à|ao|com)|em declarações\\s+(?=à|ao))(?:com)?\\s*{M}$',
    'fonte\\s?:\\s?$',
  ].map((source) => pattern(source, beforePt)),
  addressed: pattern(`(?:à|ao|para [ao])\\s+(?:${mediumPt}(?:\\s+de notícias)?\\s+)?$`, beforePt),
  piece: null,
  behind: new RegExp(`^\\s+${verbPt}(?!\\p{L})`, 'u'),
  saidBehind: /^\s+(?:disse|diz|afirmou)(?!\p{L})/u,
  lead: new RegExp(`(?:(?:a|o)\\s+)(?:${mediumPt}\\s+(?:de notícias\\s+|estatal\\s+|oficial\\s+)?)?$`, 'iu'),
  tail: /^(?!)/,
  framedBefore: /(?:agência de notícias|agência|jornal|diário|revista|emissora|portal)\s+(?:[AO]\s)?$/iu,
  onlyOfMedia: /(?<!\p{L})(?:noticiad[oa]s?|veiculad[oa]s?) (?:pel[ao]s?|n[ao])\s+$/iu,
  sentenceSaid: /^(?!)/,
  passedOn: pattern('^,?\\s(?:e|citando|da|do)\\s+{M}$', beforePt),
};

/** The phrases of a language: Malay is read as Indonesian, what we do not know as English. */
export function creditPhrases(language: string): CreditPhrases {
  if (language === 'id' || language === 'ms') return indonesian;
  return language === 'pt' ? portuguese : english;
}

/** A site as it writes itself in small letters: "detikcom", "kompas.com". */
export const namedLikeSite = /^\p{Ll}{3,}\.?(?:com|co|id|net|org)$/u;

/** An organisation whose name says that it is a medium: "Harbour Courier", "Radio Galway", "Suara Bengawan". */
export const namedLikeMedium =
  /^(?:(?:Radio|Rádio|Radar|Tribun|Harian|Koran|Suara|Kabar|Warta|Berita|Daily|Evening|Sunday|Jornal|Diário|Folha|Gazeta|Correio|TV|Agência)\s+\p{Lu}.*|.*\s(?:Times|Post|Herald|Courier|Gazette|Tribune|Chronicle|Examiner|Inquirer|Sentinel|Dispatch|Advertiser|Daily Press|Morning Post|Journal|News|Radio|TV|Television|FM|Observer|Telegraph|Mirror|Mail|Globe|Echo|Argus|Bulletin|Broadcasting|Pos|Ekspres|Online)|(?:Courier|Gazette|Herald|Tribune|Chronicle|Argus)|\S+\.(?:com|co|id|net|org|news)(?:\.\w{2})?)$/u;
