import type { HeldOutArticle } from '../../kit/gold.ts';

export const science: HeldOutArticle[] = [
  {
    language: 'en',
    headline: "World's Largest Space Telescope Rockets Away on Christmas Day",
    paragraphs: [
      'CAPE CANAVERAL, Fla. (AP) — The James Webb Space Telescope soared from French Guiana on Saturday, carried by an Ariane 5 rocket into the Christmas morning sky.',
      'The $10 billion observatory, built by NASA with the European Space Agency (ESA) and the Canadian Space Agency, is hurtling toward a parking spot 1 million miles away. It will take a month to get there.',
      'NASA Administrator Bill Nelson said the telescope was a time machine that would carry people back to the very beginnings of the universe. Nelson, a former U.S. senator from Florida, flew on the shuttle Columbia in 1986.',
      'Engineers at the Space Telescope Science Institute in Baltimore cheered when word came, by way of a station in Kenya, that the solar panel was open. The sunshield, made by Northrop Grumman, is the size of a tennis court and must unfold without a snag. Hubble, launched in 1990, is still at work.',
      '"My daughter was born the week they started drawing it. She has a doctorate now," said Augusta Boston, a retired machinist from Redondo Beach, Calif.',
    ],
    source: {
      name: 'Prairie Star',
      domain: 'prairiestar.example',
      country: 'US',
    },
    publishedAt: '2021-12-25T15:40:00+00:00',
    gold: {
      slug: 'webb-telescope-rockets-away-on-christmas-day',
      story: 'webb-launch-2021',
      copyOf: null,
      copyKind: null,
      dateline: {
        place: 'cape-canaveral',
        wire: 'associated-press',
      },
      mentions: [
        'CAPE CANAVERAL|PLACE|cape-canaveral',
        'Fla.|PLACE|florida',
        'AP|ORGANIZATION|associated-press',
        'French Guiana|PLACE|french-guiana',
        'NASA|ORGANIZATION|nasa',
        'European Space Agency|ORGANIZATION|european-space-agency',
        'ESA|ORGANIZATION|european-space-agency',
        'Canadian Space Agency|ORGANIZATION|canadian-space-agency',
        'NASA|ORGANIZATION|nasa',
        'Bill Nelson|PERSON|bill-nelson',
        'Nelson|PERSON|bill-nelson',
        'U.S.|PLACE|united-states',
        'Florida|PLACE|florida',
        'Space Telescope Science Institute|ORGANIZATION|space-telescope-science-institute',
        'Baltimore|PLACE|baltimore',
        'Kenya|PLACE|kenya',
        'Northrop Grumman|ORGANIZATION|northrop-grumman',
        'Augusta Boston|PERSON|augusta-boston',
        'Redondo Beach|PLACE|redondo-beach',
        'Calif.|PLACE|california',
      ],
      quotes: [
        {
          text: 'the telescope was a time machine that would carry people back to the very beginnings of the universe',
          style: 'INDIRECT',
          speaker: 'bill-nelson',
        },
        {
          text: 'My daughter was born the week they started drawing it. She has a doctorate now,',
          style: 'DIRECT',
          speaker: 'augusta-boston',
        },
      ],
      citations: [],
    },
  },
];
