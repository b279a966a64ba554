/** Portuguese words that tell a media topic, written as in topicTermsEnglish.ts. */
export const portugueseTopicTerms = `
20000005 | +filme*, +cinema*, cineasta*, +longa metragem, diretor de cinema, documentario*, bilheteria*
20000013 | +romance, +escritor*, +poeta*, poesia*, livro*, +literatura, literari*
20000018 | +musica*, +cantor*, +show, +album, cancao, cancoes, banda*, orquestra*, samba*
20000002 | +exposicao, +museu*, pintor*, +artista*, teatro*, galeria*, +espetaculo*
20000038 | +cultura*, +patrimonio*, tradic*, folclor*, carnaval*
20000045 | +jornalista*, +jornal, imprensa*, +emissora*, redacao
20000086 | +hacker*, +ciberataque*, vazamento de dados, golpe virtual
20000082 | +assassinat*, +crime*, +roubo*, +furto*, +trafico*, +corrupcao, +homicidio*, suspeito*, +sequestr*, quadrilha*, estupro*, propina*, +lavagem de dinheiro, criminos*
20000106 | +juiz*, +tribunal*, +julgamento*, +condenad*, promotor*, +stf, sentenca*, +reu, justica, advogad*, ministerio publico
20000121 | +lei, +leis, projeto de lei, +legislacao, constituic*
20000129 | +policia*, +prisao, +preso, +presos, +prende*, delegacia*, delegado*, investigac*, mandado*
20000148 | +enchente*, +inundac*, +terremoto*, +deslizament*, +desastre*, desabrigad*, +desalojad*, +tsunami, vulcao, transbord*, +incendio florestal
20000139 | +acidente*, +incendio*, +explosao, colisao, +batida, bombeiro*, feridos, naufragi*, capotou, queda de aviao
20000168 | +resgate*, defesa civil, +bombeiros, buscas
20000170 | +empresa*, +lucro*, +fusao, aquisicao, acionista*, faturamento, falencia, negocios
20000210 | +agricult*, +safra*, +colheita*, +soja, +lavoura*, gado, fertilizante*, agronegocio
20000344 | +economia*, +inflacao, +juros, +pib, +exportac*, +importac*, +banco central, deficit, +selic, impostos, recessao
20000385 | +bolsa, +dolar, +acoes, +investidor*, +ibovespa, petroleo, cambio, bitcoin
20000413 | +enem, +vestibular, +prova, +provas
20000416 | +professor*
20000400 | +escola*, +aluno*, salas de aula, creche*
20000415 | +estudante*, universitari*, bolsas de estudo
05000000 | +universidade*, +educac*, ensino, reitor*, faculdade*
20000424 | +poluic*, +lixo, esgoto, vazamento de oleo, contaminac*
20000418 | +clima, climatica*, +emissoes, +carbono, aquecimento global
20000420 | +desmatamento*, preservac*, +especies, extincao, reflorest*
20000441 | +natureza, floresta*, fauna, +amazonia
06000000 | +ambiental*, +ibama, meio ambiente, reciclagem
20000446 | +dengue, +doenca*, +virus, +surto*, +epidemia*, +cancer, sintoma*, +covid*, infecc*, contagi*
20000461 | +hospital*, +uti, leitos, posto de saude
20000464 | +vacina*, +tratamento*, cirurgia*, transplante*, remedio*
20000480 | +sus, ministerio da saude, ministro da saude
20000485 | +medic*, enfermeir*
07000000 | +saude, paciente*
20000500 | +cachorro*, +gato, +gatos, +animal, +animais, zoologico
20000498 | +premio*, homenagead*, +nobel
20000499 | +recorde mundial, +guinness
20000505 | +celebridade*, famos*, namorad*, influenciador*
20000501 | cerimonia*, +velorio*, +funeral, enterro
20000524 | +greve*, +grevistas, paralisac*, reajuste*
20000533 | +desemprego, +desempregad*
20000521 | +salario minimo, clt, leis trabalhistas
20000509 | +empregos, +demiss*, +vagas, trabalhador*, funcionari*
20000536 | +sindicat*
20000531 | +aposentad*, +previdencia, inss
20000538 | +turis*, +viagem, hotel*, ferias, praia*, feriado*
20000565 | +moda, +estilo, tendencia*, beleza
10000000 | +receita, +restaurante*, culinaria, cozinha, +gastronomia, chef
20001339 | +ioga, bem estar, meditacao, academia
20000574 | +eleic*, +eleitor*, +urna*, +candidat*, +voto, +votos, +segundo turno, +tse, campanha
20000593 | presidente*, ministro*, governo*, governador*, prefeit*, +planalto, ministerio*
20000649 | +congresso, +senado*, +deputad*, +camara, +partido*, oposic*, +cpi, parlament*, base aliada
20000639 | +embaixador*, +diplomat*, +chanceler*, itamaraty, cupula
20000638 | +onu, +otan, +mercosul, +tratado*, acordo bilateral, uniao europeia, relacoes exteriores
20000621 | +politica publica, +orcamento*, subsidio*, +reforma*
20000587 | +direitos humanos
20000647 | +impeachment
20000690 | +natal, +pascoa, quaresma, +ramada
20000697 | +igreja*, +mesquita*, +catedral, templo*
20000703 | +papa, +bispo*, +padre*, +pontifice, +vaticano, pastor*, cardeal
12000000 | +missa*, +religi*, +fieis, +fe, oracao, oracoes, peregrin*, evangelic*, catolic*
20000756 | +tecnologia*, +robo, +robos, +inteligencia artificial, +aplicativo*, engenheir*, prototipo*, +satelite*, +foguete*, celular*, +internet, software
20000717 | +astronom*, +planeta*, +fossil, fosseis, telescopio*, dinossauro*, fisic*, quimic*
20000735 | +pesquisador*, +cientista*, +estudo, laboratorio*, +pesquisa cientifica
20000780 | +familia*, +divorcio*, casamento*, adocao
20000802 | +pobreza, +fome, moradores de rua, +favela*
20000775 | +racismo, +discriminac*, preconceito*, +homofobia
20000771 | +imigra*, +refugiad*, +migrante*, deportad*
20000817 | +bolsa familia, beneficio*, assistencia social
20000770 | +censo, populac*, natalidade
20001065 | +gol, +gols, +goleiro*, +futebol, +penalti, atacante*, +brasileirao, zagueiro*, +libertadores, meia, copa do mundo, escanteio
20001085 | +tenis, tenista*, +roland garros
20000851 | +basquete, +nba
20000856 | +boxe, +boxeador*, peso pesado
20001148 | contratac*, +transferencia*, emprestimo
20001108 | +olimpi*, torneio*, medalha*, +jogos pan
15000000 | +campeao, +campeonato*, +tecnico, jogador*, +atleta*, +esporte*, +final, +partida, time, times, vence*, +formula 1, +corrida, torcida*, placar
20000053 | +terror*, +atentado*, homem bomba, +estado islamico
20000056 | +exercito, +soldado*, +guerra*, +militar*, +rebeldes, +bombarde*, tropas, +missil, +misseis, ofensiva, combate*, +batalha*
20000065 | +tumulto*, +confronto*, saque*, gas lacrimogeneo
20000066 | +protesto*, +manifestac*, +manifestante*, passeata*
20000070 | +golpe de estado, +golpe militar
20000073 | +cessar fogo, +paz, acordo de paz, tregua
20001128 | +previsao, chuva forte, temperatura*, graus
20001131 | +alerta de temporal, alerta meteorologico
20001129 | +temporal, +tempestade*, +ciclone, +furacao, neblina, geada, granizo, vento*, +onda de calor
17000000 | +chuva*, +inmet, +meteorolog*, frente fria, seca
`;
