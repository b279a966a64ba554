/** Headlines alone, without text or entities, in languages that no threshold was chosen on. The events are invented. */
import { expect, it } from 'vitest';
import { createStoryAssigner } from '../../src/stories/assign.ts';

const events: Record<string, [string[], string[]]> = {
  es: [
    [
      'Un terremoto de 6,4 sacude Valdara y deja doce muertos',
      'Doce muertos en Valdara tras el terremoto de 6,4',
      'Los equipos de rescate buscan supervivientes del terremoto en Valdara',
    ],
    [
      'El Parlamento aprueba la reforma de las pensiones',
      'Aprobada en el Parlamento la reforma de pensiones con los votos de la oposición',
      'Sindicatos protestan contra la reforma de las pensiones aprobada por el Parlamento',
    ],
  ],
  de: [
    [
      'Erdbeben der Stärke 6,4 erschüttert Valdara: zwölf Tote',
      'Zwölf Tote nach Erdbeben in Valdara',
      'Retter suchen nach dem Erdbeben in Valdara nach Überlebenden',
    ],
    [
      'Bundestag beschließt Reform der Rente',
      'Rentenkritik: Reform der Rente im Bundestag beschlossen',
      'Gewerkschaften protestieren gegen Reform der Rente im Bundestag',
    ],
  ],
  fr: [
    [
      'Un séisme de 6,4 frappe Valdara et fait douze morts',
      'Séisme à Valdara : douze morts, des dizaines de blessés',
      'À Valdara, les secours cherchent des survivants après le séisme',
    ],
    [
      'L’Assemblée adopte la réforme des retraites',
      'Réforme des retraites adoptée à l’Assemblée après une nuit de débats',
      'Les syndicats dénoncent la réforme des retraites adoptée par l’Assemblée',
    ],
  ],
  ru: [
    [
      'Землетрясение магнитудой 6,4 произошло в Валдаре, погибли двенадцать человек',
      'Двенадцать человек погибли при землетрясении в Валдаре',
      'В Валдаре после землетрясения ищут выживших',
    ],
    [
      'Парламент принял пенсионную реформу',
      'Пенсионная реформа принята парламентом',
      'Профсоюзы против пенсионной реформы, принятой в парламенте',
    ],
  ],
  sl: [
    [
      'Potres z magnitudo 6,4 stresel Valdaro, dvanajst mrtvih',
      'V potresu v Valdari dvanajst mrtvih',
      'Reševalci po potresu v Valdari iščejo preživele',
    ],
    [
      'Državni zbor sprejel pokojninsko reformo',
      'Pokojninska reforma sprejeta v državnem zboru',
      'Sindikati proti pokojninski reformi, ki jo je sprejel državni zbor',
    ],
  ],
  ar: [
    [
      'زلزال بقوة 6.4 يضرب فالدارا ومقتل اثني عشر شخصا',
      'مقتل اثني عشر شخصا في زلزال فالدارا',
      'فرق الإنقاذ تبحث عن ناجين بعد الزلزال في فالدارا',
    ],
    [
      'البرلمان يقر إصلاح نظام التقاعد',
      'إصلاح التقاعد: البرلمان يوافق على النظام الجديد',
      'النقابات تحتج على إصلاح نظام التقاعد في البرلمان',
    ],
  ],
  zh: [
    ['瓦尔达拉发生6.4级地震 12人死亡', '瓦尔达拉地震已致12人死亡', '瓦尔达拉地震救援人员搜寻幸存者'],
    ['议会通过养老金改革法案', '养老金改革法案获议会通过', '工会抗议议会通过的养老金改革'],
  ],
};

it.each(Object.entries(events))('tells two events of one day apart in %s', (language, groups) => {
  const assigner = createStoryAssigner();
  const rows = [0, 1, 2].flatMap((i) =>
    groups.map((headlines, event) => ({ event, headline: headlines[i] ?? '' })),
  );
  const stories = rows.map(({ headline }, i) => {
    const at = new Date(Date.parse('2026-03-10T06:00:00Z') + i * 3_600_000);
    const article = { id: `${language}${i}`, language, headline, text: '', publishedAt: at, entityIds: [] };
    return assigner.assign({ ...article, sourceDomain: `o${i}.demo` }).story;
  });
  const [quake, reform] = stories;
  expect(stories).toEqual(rows.map(({ event }) => (event === 0 ? quake : reform)));
  expect(quake).not.toBe(reform);
});

it.each(['constructor', '__proto__', 'und', 'i', 'xx-bogus', ''])(
  'takes any text for a language: %j',
  (language) => {
    const article = {
      id: 'a',
      language,
      headline: 'Quake Of 6.4 Hits Valdara, 37 hurt',
      text: '',
      entityIds: [],
    };
    const at = new Date('2026-03-10T06:00:00Z');
    const { story } = createStoryAssigner().assign({ ...article, publishedAt: at, sourceDomain: 'a.demo' });
    expect(story).toMatch(/^sto_/);
  },
);
