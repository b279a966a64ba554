/**
 * English words that tell a media topic (base/mediaTopics.ts): `code | words`, commas between. `*` stands for any ending,
 * `+` for a word that tells twice as much as another. Folded: lower case, without marks and apostrophes.
 */
export const englishTopicTerms = `
20000005 | +film*, +movie*, cinema*, box office, screenplay*, filmmaker*, documentar*, oscar*, actor*, actress*, blockbuster*
20000013 | +novel, +novels, +novelist*, +poet*, +poem*, author, authors, book, books, bookshop*, literary, publisher*, memoir*, +literature
20000018 | +music*, +concert*, +singer*, +album*, song*, band, orchestra*, +choir*, guitarist*, pianist*, opera*, +rapper*, symphony, drummer*
20000002 | museum*, +exhibition*, +painting*, painter*, artist*, galler*, curator*, +theatre, +theater, playwright*, sculpt*, stage, premiere*, comed*, dancer*, ballet, actor*, entertainment, +artwork*
20000038 | +heritage, tradition*, culture, cultural, folk, +unesco, monument*, archaeolog*, carnival*, customs of
20000045 | +journalis*, +newspaper*, newsroom*, broadcaster*, +reporters, press freedom, editor, editors, tabloid*, television channel, tv channel, podcast*, news agency, +mass media, +press council
20000086 | +hacker*, +hacked, +ransomware, +cyberattack*, +cyber attack*, +phishing, malware, data breach*, +cybercrime, +cyber crime
20000082 | +murder*, +robber*, +burglar*, +theft*, stolen, thief, thieves, +stabb*, kidnap*, +smuggl*, +fraud*, +corruption, brib*, drug traffick*, cocaine, heroin, gang, gangs, gunman, gunmen, shot dead, +rape*, money launder*, suspect*, crime*, criminal*, +homicide*, forged, embezzl*, assault*, extort*
20000106 | +judge*, +court*, +verdict*, on trial, trials, stood trial, +jury, +sentenced, +prosecutor*, jailed, appeal court, acquitt*, convict*, lawsuit*, defendant*, hearing, plead*, ruling, lawyer*, tribunal*, jurors, testif*
20000121 | +law, laws, +legislation, +bill, act makes, amendment*, statute*, constitution*, legal*, +legalis*, decree*
20000129 | +police*, +arrest*, detective*, +detained, custody, raid, raids, seized, officers, investigator*, charged with, manhunt*, +interpol, prison*, inmate*
20000119 | +justice, miscarriage of justice, compensation for victims, pardon*, +death penalty, executed
20000148 | +earthquake*, +quake*, +flood*, +tsunami*, +landslide*, +eruption*, +volcan*, +wildfire*, +aftershock*, disaster*, +evacuat*, mudslide*, +avalanche*, drought*, famine*, magnitude, rubble, survivors
20000139 | +crash*, +derail*, collision*, +accident*, +explosion*, exploded, blaze, +firefighter*, +fire, collapsed, +capsiz*, sank, sinking, wreck*, injured, injuries, +stampede*, drowned, passengers, gas leak*
20000168 | +rescue*, rescuers, emergency services, +coastguard*, search and rescue, relief effort*, +first responder*, emergency crew*, aid workers, red cross
20000170 | +profit*, +merger*, +takeover*, +acquisition*, shareholder*, earnings, revenue*, +chief executive, retailer*, company, +companies, +startup*, bankrupt*, dividend*, quarterly, +ceo, subsidiar*, stores, +corporate, firm, firms, +deal worth, manufacturer*, airline*, carmaker*, sales, customers, business*
20000210 | +farmer*, +harvest*, +crop*, +wheat, livestock, fertiliser*, fertilizer*, +agricultur*, cattle, +farming, grain*, rice field*, dairy, plantation*
20000344 | +econom*, +inflation, +interest rate*, +central bank*, +gdp, recession*, consumer prices, +export*, +import*, trade surplus, trade deficit, +fiscal, debt, growth, +tariff*, budget deficit, cost of living, +monetary, prices rose, taxes
20000385 | +shares, +stock*, +investor*, +traders, +stock exchange, bond, bonds, currenc*, +crude, oil price*, barrel, +index, dollar*, +cryptocurrenc*, +bitcoin, commodit*, hedge fund*, +wall street, futures, markets
20000413 | +exam, +exams, +examination*, exam board*, test scores, maths paper, +gcse, +a levels
20000416 | +teacher*, teaching, +headteacher*, +schoolteacher*, classroom assistants
20000400 | school*, +schoolchild*, +pupil*, +classroom*, kindergarten*, headteacher*, +nursery school*
20000415 | +student*, +undergraduate*, campus*, tuition, scholarship*, student loan*, freshmen
20001338 | +curriculum*, education minist*, education secretary, education reform*, school police storm*, lessons in
05000000 | +universit*, +education*, degree, lectures, college*, +graduat*, professor*, faculty, literacy, campus*, alumni
20001216 | +apprentic*, +vocational, trainee*, polytechnic*
20000424 | +pollut*, +oil spill*, contaminat*, toxic, +plastic waste, sewage, smog, air quality, +landfill*, dumping, waste, +litter
20000418 | +climate, +emission*, +carbon, +greenhouse gas*, +global warming, net zero, fossil fuel*, sea level*, +cop21, +cop28
20000420 | +conservation*, +endangered, +wetland*, rewild*, +poach*, +deforest*, biodivers*, national park*, +species, reintroduc*, protected area*, reforest*
20000430 | groundwater, +reservoir*, mining permit*, water rights, water suppl*, +natural resource*, timber, fisheries
20000441 | +wildlife, +ecolog*, habitat*, orchid*, forest*, birds, +nature, insects, whale*, +rainforest*
06000000 | +environment*, +green campaigners, +greenpeace, recycl*, sustainab*
20000446 | +disease*, +virus*, +outbreak*, +infect*, +cancer, diabetes, +measles, +pandemic*, +epidemic*, malaria, symptom*, +influenza, flu, +covid*, +ebola, +hiv, dementia, obesity, illness*, cholera, +dengue
20000461 | +hospital*, +clinic, clinics, ward, wards, beds, +nursing home*, intensive care
20000464 | +vaccin*, +surger*, surgeon*, +treatment*, therap*, +medicine*, +drug trial*, transplant*, +immunis*, +immuniz*, clinical trial*, +antibiotic*, physiotherap*, operation took
20000480 | +health minist*, health secretary, +nhs, health system, +health service*, +health care, +healthcare, prescription charge*, family doctors, public health
20000485 | +doctor*, +nurse, +nurses, +physician*, +midwi*, paramedic*, +gps, medics
07000000 | +health, patient*, medical, wellbeing
20000500 | +dog, +dogs, +cat, +cats, +emu, puppy, puppies, kitten*, pet, pets, +zoo, +zoos, +giraffe*, +parrot*, elephant*, horse, +panda*, +animal*, vet, owner
20000498 | +award*, +medal, +nobel, prize*, honoured, honored, bravery, trophy for, +laureate*
20000499 | +world record*, +guinness, +record book*, oldest person, longest ever, first person to
20000501 | +ceremony, +funeral*, +parade*, state visit, coronation*, unveiled a statue, memorial service, wreath*, mourners, +tribute*
20000503 | +locked in, +by mistake, mix up, mishap*, blunder*, embarrass*, prank*
20000505 | +celebrit*, +celebrity couple, royal baby, paparazzi, +reality star, film star*, pop star*, red carpet, wedding, +supermodel*, heart throb
20001237 | +anniversar*, +centenar*, +commemorat*, jubilee*, years since
20000524 | strike, strikes, +on strike, +strikers, +general strike, +walkout*, industrial action, picket*, collective bargaining, overtime, labour dispute*, labor dispute*
20000533 | +unemploy*, +jobless*, out of work
20000521 | +minimum wage*, employment law*, working hours, labour law*, labor law*, sick pay, +living wage
20000509 | +jobs, +layoff*, laid off, +redundanc*, vacanc*, recruit*, +hiring, +workers, staff, +job cuts, workforce, employ*
20000536 | +trade union*, +union, +unions, union members, steward*, +labor union*
20000531 | +pension*, +retire*, retiree*
20000538 | +touris*, +holiday*, hotel*, +travel*, camping, +hiking, hiker*, beach*, cruise*, +vacation*, festival*, theme park*, sightse*, game, hobby, hobbies, resort*
20000565 | +fashion*, +designer*, catwalk*, trend*, beauty, +lifestyle*, interior design, garden*, cosmetic*, +jewell*
10000000 | +recipe*, +restaurant*, +chef*, +cook*, cuisine, dish, dishes, menu*, wine*, food, bake*, simmer, +soup, dining, cafe*, coffee
20001339 | +yoga, +wellness, meditation, +fitness, +mindful*, spa, +swimming clubs, gym
20000574 | +election*, +vote, +voter*, +ballot*, +polls, +candidate*, campaign*, +recount*, polling, +run off, runoff, +electoral, concede*, landslide victory, swing state*
20000593 | +sworn in, +inaugurat*, prime minister*, +cabinet, minister*, president, mayor*, government*, reshuffle*, governor*, white house, secretary, chancellor, resign*, appointed, junta
20000649 | +parliament*, +opposition, +lawmaker*, confidence vote, +senate, senator*, +congress, coalition*, +mps, deput*, motion, party leader*, filibuster*, debate, house of commons, political part*
20000639 | +ambassador*, +diplomat*, +foreign minist*, +envoy*, embassy, +embassies, foreign secretary, summit*, talks, consul*, state visit
20000642 | +sanction*, +embargo*, assets frozen, blacklist*
20000638 | +treat*, +bilateral, +united nations, +nato, +un security council, border dispute*, +european union, +asean, relations with, both countries, two countries, foreign polic*, accord, +allies
20000621 | +policy, policies, +subsid*, government plan*, reform*, +budget, tax, taxes, welfare cut*, unveil* plan, ministry, spending cut*
20000587 | +human rights, +free speech, freedom of, +civil rights, +amnesty international
20000647 | +impeach*, political crisis, state of emergency, caretaker government, stand down
20000648 | +dissident*, political prisoner*, exiled, activist*
20000690 | +easter, +christmas, +ramadan, +eid, +diwali, +hanukkah, +passover, +lent, holy day*
20000697 | +mosque*, +church, churches, +cathedral*, +temple*, synagogue*, chapel*, +monaster*, prayer hall*, shrine*
20000703 | +pope*, +pontiff, +bishop*, +imam*, +vatican, +priest*, cardinal*, rabbi*, +archbishop*, +clergy, dalai lama, preacher*, monk*, nun, nuns
20000657 | +buddhis*, +islam*, +christian*, +hindu*, +jewish, +judaism, +catholic*, +faith*, believer*, +muslim*, sect, theolog*
12000000 | +religio*, +pilgrim*, prayer*, +prayed, worship*, sermon*, synod*, +holy, gospel, +mass, +blessing*, congregation*
20000756 | +robot*, +software, +engineer*, +artificial intelligence, +smartphone*, +chatbot*, +rocket*, +spacecraft*, +technolog*, +drone*, app, apps, prototype*, +satellite*, battery, batteries, computer*, internet, semiconductor*, +chip, chips, algorithm*, spaceship*, booster, launch pad, online platform*
20000717 | +astronom*, +planet*, +telescope*, +fossil*, +palaeontolog*, +paleontolog*, +physic*, +chemist*, +dinosaur*, +comet*, asteroid*, +biolog*, +galax*, geolog*, particle*, moon, +nasa, +species discovered
20000735 | +scientist*, +researcher*, +experiment*, laborator*, study finds, +journal, +research, peer review*, breakthrough*
20000780 | +divorc*, +adopt*, +famil*, parents, +couples, childcare, +marriage*, marri*, same sex, grandparent*, foster*, mother, father
20000802 | +homeless*, +poverty, +addict*, +hunger, +slum*, charit*, food bank*, domestic violence, +child labour, suicid*, alcoholism
20000775 | +racis*, +discriminat*, +sexis*, +gender gap, equality, homophob*, turned away, +apartheid, minorit*, prejudice, antisemit*
20000771 | +migrant*, +asylum*, +refugee*, +immigra*, deport*, visa*, border guards, resettle*, undocumented
20000817 | +benefits, +social security, +carer*, +disabilit*, +welfare, elderly, state aid, +orphan*
20000770 | +census*, +birth rate*, +population*, births, ageing, life expectancy, demograph*
20000768 | communit*, +indigenous, +volunteer*
20001065 | +goal, +goals, +striker*, +goalkeeper*, +midfielder*, +soccer, +premier league, +world cup, +penalty, +football*, +champions league, fa cup, +derby, offside, equaliser, equalizer, kick off, defender*, half time
20001085 | +tennis, +straight sets, +grand slam, top seed*, +wimbledon, aces, tie break*, +davis cup, +atp, +wta, qualifier, baseline
20000856 | +boxer*, +boxing, +heavyweight*, knockout*, ninth round, +featherweight*, title belt, ring, rematch
20000851 | +basketball, +nba, three pointer*, point guard*, slam dunk*, play offs, rebounds, buzzer
20000888 | +cricket*, +wicket*, +batsman, +batsmen, bowled, spinner*, innings, test match*
20000849 | +baseball, home run*, pitcher*, innings, +world series
20000940 | +golf*, +birdie*, fairway*, ryder cup, bogey*
20000847 | +badminton, shuttlecock*, mixed doubles, +thomas cup, +uber cup
20001148 | +transfer*, on loan, signs for, +signing*, transfer window, release clause
20001108 | +olympic*, +paralympic*, +tournament*, world championship*, +asian games, +sea games, opening ceremony
20001104 | +doping, failed a drug test*, banned for drugs, +steroid*
20001126 | +stadium*, arena*, velodrome*, race track*
15000000 | +coach, coached, +match, matches, league, +championship*, +athlete*, +cyclist*, +marathon*, +swimmer*, +relay, +sprinter*, +rugby, +sport*, +formula one, +grand prix, +semi final*, finals, team, teams, player, players, fans, season, win, wins, won, beat, champion*, rider, race, scored, score, +cup, title
20000053 | +terror*, +suicide bomb*, +bomber*, claimed the attack, +islamic state, +al qaeda, hostage*, extremist*, car bomb*, jihadi*, claimed responsibility
20000056 | +soldier*, +troops, +army, +air strike*, +airstrike*, +rebel*, +war, +warplane*, +shell*, +militar*, militant*, +missile*, +battle*, offensive, +ceasefire violation*, artillery, fighting, bombed, +bombing*, bombard*, +insurgent*, shot down, fighter jet*, combat, casualties, civilians, naval, front line*, invasion, armed
20000065 | +riot*, +looter*, +looting, +unrest, curfew*, tear gas, clashes, mob
20000066 | +protest*, +demonstrat*, +rally, +march, marched, placards, sit in, blocked roads
20000070 | +coup, +putsch, +mutin*, seized power
20000071 | +massacre*, +genocide*, mass grave*, ethnic cleansing
20000073 | +ceasefire, +peace talks, +peace deal*, +truce, +peace, prisoner swap*, armistice*, mediat*, peacekeep*
20000077 | +reconstruction, war crimes tribunal, demining, landmine*
20001128 | +forecast*, sunny spells, +weekend weather, showers, temperatures, degrees, sunshine
20001131 | +storm warning*, +weather warning*, gale warning*, red alert, +flood warning*
20001129 | +storm*, +blizzard*, +snow*, +typhoon*, +hurricane*, +cyclone*, +heatwave*, +heat wave*, +tornado*, thunder*, gusts, +fog, hail, gale*, lightning, frost, icy
17000000 | +weather*, +meteorolog*, rainfall, +monsoon*, hottest, coldest, records began, winds, +rain, humid*, dry season
`;
