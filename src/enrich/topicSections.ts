/** Bodies whose name alone tells what is spoken of, in any language; `code | names` as in topicTermsEnglish.ts. */
export const bodyTopicTerms = `
20001065 | +uefa, +fifa, +conmebol, +pssi, +afc cup, +serie a, +bundesliga, +la liga, +eredivisie
20000851 | +nba, +fiba, +ibl
20001085 | +atp, +wta, +wimbledon, +roland garros
20000847 | +bwf, +pbsi
15000000 | +motogp, +formula 1, +nfl, +mlb, +nhl, +uci
20001108 | +ioc, +pon xx, +asean para games
20001104 | +wada
20000129 | +kpk, +interpol, +fbi, +europol, +bareskrim
20000148 | +bnpb, +bpbd, +usgs
17000000 | +bmkg, +noaa
20000639 | +kemlu
20000638 | +nato, +asean, +g20, +brics, +mercosul, +mercosur
20000344 | +imf, +opec, +apindo, +bappenas, +ecb
20000385 | +ihsg, +nasdaq, +dow jones, +nikkei, +ibovespa, +ojk
20000574 | +kpu, +bawaslu, +tse
20000756 | +spacex, +openai
20000717 | +nasa, +esa, +cern
20000446 | +ebola, +covid, +mpox
20000703 | +mui, +dalai lama
20000418 | +ipcc
20000038 | +unesco
20000053 | +al qaeda, +jemaah islamiyah
`;

/**
 * What outlets call their sections, and the topic each tells: `code | names`, commas between, in any language. Names of
 * regions and of the front page tell none. Folded as topic terms are.
 */
export const topicSections = `
01000000 | arts, art, seni, entertainment, hiburan, showbiz, culture, budaya, seni budaya, cultura, entretenimento, seleb hiburan, arts culture
20000005 | film, films, movies, cinema
20000013 | books, buku, sastra, livros
20000018 | music, musik, musica
20000045 | media
02000000 | crime, kriminal, hukum, hukum kriminal, hukrim, law, justice, peristiwa hukum, policia, seguranca publica, jenayah, mahkamah
20000148 | disaster, disasters, bencana
04000000 | business, bisnis, ekonomi, economy, finance, keuangan, money, economia, negocios, ekbis, ekonomi bisnis, makro, financas, perniagaan
20000385 | markets, market, bursa, saham, pasar modal, mercado, mercados
20000210 | pertanian, agribisnis, agriculture, agro
05000000 | education, pendidikan, edukasi, edu, kampus, educacao
06000000 | environment, lingkungan, meio ambiente, sustentabilidade
20000418 | climate, iklim
07000000 | health, kesehatan, saude, sehat, medical
20000505 | celebrity, seleb, selebritas, selebriti, celebrities, gosip, famosos
09000000 | jobs, ketenagakerjaan, work, careers, trabalho
10000000 | lifestyle, gaya hidup, life style, style, gaya, leisure, estilo de vida
20000538 | travel, wisata, jalan jalan, turismo, tourism
10000000 | food, kuliner, resep, gastronomia
20000565 | fashion, mode, moda
11000000 | politics, politik, politica, pemerintahan
20000574 | election, elections, pemilu, pilkada, pilpres, eleicoes
12000000 | religion, agama, religi, khazanah, islami, religiao
13000000 | science, sains, iptek, ciencia, science technology, sains teknologi
20000756 | technology, tech, teknologi, tekno, tecnologia, gadget, gadgets, digital, otomotif
14000000 | society, sosial, sociedade
15000000 | sport, sports, olahraga, esporte, esportes, sukan, ragam olahraga
20001065 | football, soccer, sepak bola, sepakbola, bola, futebol, liga indonesia, liga inggris
20000847 | badminton, bulu tangkis, bulutangkis
20001085 | tennis, tenis
20000851 | basketball, basket, nba, basquete
17000000 | weather, cuaca, tempo
16000000 | war, conflict, konflik
`;
