"""Short reports written for the tests, each with what it says. All of it is fiction."""

# ruff: noqa: E501

from __future__ import annotations

from typing import NamedTuple


class Probe(NamedTuple):
    """A text, which way its delegation travels, from where, and its stops in order."""

    text: str
    direction: str
    origins: tuple[str, ...]
    stops: tuple[str, ...]


PROBES = (
    Probe(
        "Bristol City Council leader Jane Morton has returned from a five-day visit to Guangzhou, where she met the city's mayor and toured the trade fair.",
        "outbound",
        ("Bristol",),
        ("Guangzhou",),
    ),
    Probe(
        "Business leaders from Derby will fly to Hefei on 3 May 2024 to promote the city's rail industry. They will then go on to Wuhan.",
        "outbound",
        ("Derby",),
        ("Hefei", "Wuhan"),
    ),
    Probe(
        "The Lord Mayor of Leeds welcomed a delegation from Hangzhou to the Civic Hall yesterday. The visitors, led by Vice Mayor Chen Wei, also toured the university.",
        "inbound",
        ("Hangzhou",),
        ("Leeds",),
    ),
    Probe(
        "A group of 18 officials and entrepreneurs from Chengdu visited Manchester and Sheffield last week.",
        "inbound",
        ("Chengdu",),
        ("Manchester", "Sheffield"),
    ),
    Probe(
        "Eine Delegation aus Wuhan hat am Dienstag das Rathaus in Duisburg besucht. Die Gäste informierten sich über den Hafen.",
        "inbound",
        ("Wuhan",),
        ("Duisburg",),
    ),
    Probe(
        "Oberbürgermeister Thomas Kern ist mit einer 20-köpfigen Delegation nach China gereist. Stationen der Reise sind Qingdao, Jinan und Peking. Die Regensburger wollen vor allem Unternehmen ansprechen.",
        "outbound",
        ("Regensburg",),
        ("Qingdao", "Jinan", "Beijing"),
    ),
    Probe(
        "Der Kieler Oberbürgermeister besucht in der kommenden Woche die chinesische Hafenstadt Qingdao.",
        "outbound",
        ("Kiel",),
        ("Qingdao",),
    ),
    Probe(
        "Birmingham is twinned with Guangzhou. The city council said on Tuesday that it would cut bin collections.",
        "none",
        (),
        (),
    ),
    Probe(
        "Die Stadt Bochum feiert das 30-jährige Bestehen der Städtepartnerschaft mit Xuzhou mit einem Fest im Stadtpark.",
        "none",
        (),
        (),
    ),
    Probe(
        "Carmaker Nanjing Automotive is to open a plant in Longbridge, Birmingham, creating 200 jobs. The firm is based in Nanjing.",
        "none",
        (),
        (),
    ),
    Probe(
        "A trade mission organised by the Greater Manchester Chamber of Commerce will visit Shanghai, Suzhou and Hangzhou from 10 to 17 October 2025.",
        "outbound",
        ("Greater Manchester",),
        ("Shanghai", "Suzhou", "Hangzhou"),
    ),
    Probe(
        "The Mayor of Liverpool arrived in Shanghai on Monday at the start of a week-long trade mission. He will travel on to Beijing before heading home on Friday.",
        "outbound",
        ("Liverpool",),
        ("Shanghai", "Beijing"),
    ),
    Probe(
        "Scottish whisky producers are taking part in a trade mission to Taiwan next month. The mission, led by Scottish Development International, will visit Taipei and Kaohsiung.",
        "outbound",
        ("Scotland",),
        ("Taipei", "Kaohsiung"),
    ),
    Probe(
        "Eine hessische Wirtschaftsdelegation unter Leitung von Wirtschaftsminister Jan Weber reist vom 4. bis 10. November 2018 nach Changsha und Shanghai.",
        "outbound",
        ("Hesse",),
        ("Changsha", "Shanghai"),
    ),
    Probe(
        "Vertreter der IHK Köln sind von einer Reise nach Shenzhen und Hongkong zurückgekehrt.",
        "outbound",
        ("Cologne",),
        ("Shenzhen", "Hong Kong"),
    ),
    Probe(
        "A delegation from Lyon visited Shanghai last week to discuss gastronomy. The French group also met officials in Suzhou.",
        "other",
        ("Lyon",),
        ("Shanghai", "Suzhou"),
    ),
    Probe(
        "Leeds City Council is to send a trade delegation to Bangalore and Mumbai in March, council leader Ann Ford said.",
        "other",
        ("Leeds",),
        ("Bengaluru", "Mumbai"),
    ),
    Probe(
        "The mayor of Jinan, Sun Li, paid a visit to Augsburg on Thursday.",
        "inbound",
        ("Jinan",),
        ("Augsburg",),
    ),
    Probe(
        "Councillors from Swansea flew to Beijing at the weekend. From the capital they took the high-speed train to Wuhan, the Welsh city's partner.",
        "outbound",
        ("Swansea",),
        ("Beijing", "Wuhan"),
    ),
    Probe(
        "Die Delegation der Stadt Dortmund startete ihre Reise in Xi'an. Anschließend ging es über Chengdu nach Chongqing.",
        "outbound",
        ("Dortmund",),
        ("Xi'an", "Chengdu", "Chongqing"),
    ),
    Probe(
        "Zum Auftakt ihrer Chinareise besuchten die Würzburger Stadträte Suzhou, danach standen Nantong und Schanghai auf dem Programm.",
        "outbound",
        ("Würzburg",),
        ("Suzhou", "Nantong", "Shanghai"),
    ),
    Probe(
        "Kent County Council's head of trade, Paul Harding, told the BBC that exports to China had fallen. Bank of China has an office in London.",
        "none",
        (),
        (),
    ),
    Probe(
        "Guests from Shenzhen were received at Nuremberg town hall on Friday. It was their first stop in Germany; they travel on to Munich and Berlin.",
        "inbound",
        ("Shenzhen",),
        ("Nuremberg", "Munich", "Berlin"),
    ),
    Probe(
        "Unternehmer aus dem Landkreis Gütersloh haben sich in Changzhou und Taicang umgesehen. Organisiert wurde die Reise von der pro Wirtschaft GT.",
        "outbound",
        ("Gütersloh",),
        ("Changzhou", "Taicang"),
    ),
    Probe(
        "Tees Valley Mayor Ben Hunt jetted off to Hong Kong and Shenzhen to woo investors. In Shenzhen he met battery makers.",
        "outbound",
        ("Tees Valley",),
        ("Hong Kong", "Shenzhen"),
    ),
    Probe(
        "The West Midlands delegation, which includes Coventry University and 14 companies, held talks in Nanjing on Wednesday before moving on to Changzhou.",
        "outbound",
        ("West Midlands",),
        ("Nanjing", "Changzhou"),
    ),
    Probe(
        "Aus Ningbo ist derzeit eine 15-köpfige Gruppe zu Gast in Aachen. Morgen fahren die Besucher nach Köln weiter.",
        "inbound",
        ("Ningbo",),
        ("Aachen", "Cologne"),
    ),
    Probe(
        "Zwölf Bürgermeister aus der Provinz Jiangsu besuchten in dieser Woche Essen und das Ruhrgebiet.",
        "inbound",
        ("Jiangsu",),
        ("Essen",),
    ),
    Probe(
        "NANJING, June 5 (News) -- A business delegation from the German state of Baden-Wurttemberg visited Nanjing on Tuesday to seek cooperation in machinery.",
        "outbound",
        ("Baden-Württemberg",),
        ("Nanjing",),
    ),
    Probe(
        "KUNMING, March 2 -- Zurich and Kunming marked 40 years of partnership. A Zurich delegation toured Kunming's Chinese garden.",
        "other",
        ("Zurich",),
        ("Kunming",),
    ),
    Probe(
        "Four Norwich students who studied in Nanjing have written a cookery book.",
        "none",
        (),
        (),
    ),
    Probe(
        "Wirtschaftssenatorin Lena Brandt führt eine Bremer Delegation nach Dalian und Shanghai. In Dalian, Bremens Partnerstadt seit 1985, unterzeichnet sie eine Absichtserklärung.",
        "outbound",
        ("Bremen",),
        ("Dalian", "Shanghai"),
    ),
    Probe(
        "An investment roadshow by Invest Newcastle takes in Beijing, Tianjin and Shenyang next week.",
        "outbound",
        ("Newcastle upon Tyne",),
        ("Beijing", "Tianjin", "Shenyang"),
    ),
    Probe(
        "The Shanghai leg of the mission ended on Friday. The Edinburgh party now moves on to Shenzhen and Xi'an.",
        "outbound",
        ("Edinburgh",),
        ("Shanghai", "Shenzhen", "Xi'an"),
    ),
    Probe(
        "A freight train from Yiwu arrived in London on Wednesday after a journey of 12,000 km through Kazakhstan, Russia and Germany.",
        "none",
        (),
        (),
    ),
    Probe(
        "Münchens Bürgermeisterin Eva Roth reiste Anfang der Woche nach Shenzhen. Sie wurde von Vertretern der Messe München begleitet.",
        "outbound",
        ("Munich",),
        ("Shenzhen",),
    ),
    Probe(
        "Im Rahmen ihres Deutschlandbesuchs machte die Delegation aus Tianjin auch in Leipzig Station. Zuvor war sie in Hamburg gewesen.",
        "inbound",
        ("Tianjin",),
        ("Hamburg", "Leipzig"),
    ),
    Probe(
        "A Chinese delegation visited York on Tuesday to learn about heritage conservation.",
        "inbound",
        ("China",),
        ("York",),
    ),
    Probe(
        "Eine deutsche Delegation besuchte Lanzhou.",
        "outbound",
        ("Germany",),
        ("Lanzhou",),
    ),
    Probe(
        "A British trade delegation has arrived in Wuhan.",
        "outbound",
        ("United Kingdom",),
        ("Wuhan",),
    ),
    Probe(
        "Reading Borough Council's leader flew to Hangzhou on Monday with five local companies.",
        "outbound",
        ("Reading",),
        ("Hangzhou",),
    ),
    Probe(
        "Stationen: 12. März Peking, 13. März Jinan, 15. März Qingdao. Die Reise der Delegation aus Mannheim endet am 16. März.",
        "outbound",
        ("Mannheim",),
        ("Beijing", "Jinan", "Qingdao"),
    ),
    Probe(
        "Southampton's trade team starts in Xiamen on 2 June, carries on to Fuzhou on 4 June and ends with two days in Guangzhou.",
        "outbound",
        ("Southampton",),
        ("Xiamen", "Fuzhou", "Guangzhou"),
    ),
    Probe(
        "Hull has been chosen to host a Chinese lantern festival. Artists from Zigong will build the lanterns.",
        "none",
        (),
        (),
    ),
    Probe(
        "The delegation from Cambridge had earlier been to Seoul; in Beijing it signed a memorandum with Tsinghua University.",
        "outbound",
        ("Cambridge",),
        ("Seoul", "Beijing"),
    ),
    Probe(
        "Zu Beginn der zehntägigen Reise hält sich die Gruppe aus Ulm zwei Tage in Schanghai auf, ehe sie nach Hefei weiterfliegt.",
        "outbound",
        ("Ulm",),
        ("Shanghai", "Hefei"),
    ),
    Probe(
        'Preston businesses pitch to Chinese buyers\n\n14 November 2023\n\nSeven firms from Preston have come home with new customers after a week on the road in southern China.\n\nThe trip, organised by the North & Western Lancashire Chamber of Commerce, took the group first to Guangzhou and then to Foshan and Zhuhai. On the last evening, the British Consulate-General hosted a dinner.\n\nPreston MP Mark Hill said: "I met the chief executive of a firm in Dongguan last year who told me how much he admired British engineering."\n\nThe chamber runs an export clinic every Tuesday.',
        "outbound",
        ("Preston",),
        ("Guangzhou", "Foshan", "Zhuhai"),
    ),
    Probe(
        "Oberbürgermeisterin reist nach China\n\nFreiburg, 5. April 2019 - Vom 12. bis 19. April besucht Oberbürgermeisterin Sabine Keller mit einer zehnköpfigen Delegation die Volksrepublik China. Begleitet wird sie von Vertretern der Universität und der Messegesellschaft. Nach Gesprächen in Peking fliegt die Gruppe nach Chengdu weiter, wo ein Umweltforum stattfindet. Letzte Station ist Suzhou.\n\nFreiburg unterhält Städtepartnerschaften mit Besançon, Innsbruck, Padua, Guildford, Madison und Matsuyama. Eine Partnerschaft mit einer chinesischen Stadt gibt es bisher nicht.",
        "outbound",
        ("Freiburg",),
        ("Beijing", "Chengdu", "Suzhou"),
    ),
    Probe(
        "SHENYANG, Sept. 12 (News Agency) -- A total of 35 entrepreneurs from the German city of Duesseldorf arrived in Shenyang, capital of northeast China's Liaoning Province, on Monday for a three-day investment tour.\n\nDuring their stay, the guests will visit the China-Germany Equipment Manufacturing Industrial Park, where BMW Brilliance has built a plant. They are scheduled to travel to Dalian on Thursday.\n\nShenyang and Duesseldorf established friendly ties in 2013.",
        "outbound",
        ("Düsseldorf",),
        ("Shenyang", "Dalian"),
    ),
    Probe(
        'Stadtrat streitet über Dienstreise\n\nDie geplante Reise von Bürgermeister Karl Vogel nach Nanjing kostet mehr als gedacht. Statt 8.000 Euro sollen nun 14.500 Euro fließen. "Das ist nicht zu vermitteln", kritisierte die Opposition am Dienstag im Rathaus von Neuss. Vogel will im Mai mit vier Ratsmitgliedern in die ostchinesische Metropole fliegen. Auf dem Rückweg ist ein Abstecher nach Shanghai vorgesehen, wo ein Neusser Unternehmen eine Niederlassung hat.',
        "outbound",
        ("Neuss",),
        ("Nanjing", "Shanghai"),
    ),
    Probe(
        "Thüringer Delegation in Xi'an und Changsha\n\nERFURT (dpa). Wirtschaftsminister Wolfgang Thieme (SPD) ist am Sonntag mit rund 40 Unternehmern zu einer sechstägigen Reise nach China aufgebrochen. In Xi'an will er eine Kooperation der Technischen Universität Ilmenau mit der dortigen Jiaotong-Universität besiegeln. Weitere Stationen sind Changsha und Shenzhen. Thüringen exportierte 2018 Waren für 1,1 Milliarden Euro nach China. Wichtigste Abnehmer sitzen in Shanghai und Guangzhou.",
        "outbound",
        ("Thuringia",),
        ("Xi'an", "Changsha", "Shenzhen"),
    ),
    Probe(
        'Bury St Edmunds brewer wins order in Chengdu\n\nA family brewer from Bury St Edmunds has won its first order in China. The company will ship 20,000 bottles to a distributor in Chengdu. "We started talking at a trade show in London," said sales director Ken Wells.',
        "none",
        (),
        (),
    ),
    Probe(
        "Wuhan students visit Swansea\n\nA party of 30 pupils and teachers from Wuhan visited Swansea last week as part of a school exchange. They also went to Cardiff.",
        "inbound",
        ("Wuhan",),
        ("Swansea", "Cardiff"),
    ),
    Probe(
        "Hamburger Hafen wirbt in Südostasien\n\nEine Delegation der Hamburger Hafenwirtschaft ist von einer Reise nach Vietnam und Indonesien zurückgekehrt. In Ho-Chi-Minh-Stadt und Jakarta trafen die 15 Teilnehmer Reeder und Verlader. Shanghai und Hongkong, sonst feste Ziele der Hamburger, ließen sie diesmal aus.",
        "other",
        ("Hamburg",),
        ("Ho Chi Minh City", "Jakarta"),
    ),
    Probe(
        "City leaders return from China with £40m of deals\n\nLeader of Nottingham City Council, Cllr Jon Cole, and the vice-chancellor of Nottingham Trent University have returned from a trade mission to Ningbo, Hangzhou and Beijing. In Ningbo, Nottingham's sister city, they signed an agreement on bio-medicine. In Hangzhou the delegation toured Alibaba's headquarters. The mission ended in Beijing with a reception at the British Embassy.\n\nThe trip ran from 6 to 14 May.",
        "outbound",
        ("Nottingham",),
        ("Ningbo", "Hangzhou", "Beijing"),
    ),
    Probe(
        "Jena und Zhuhai vereinbaren Zusammenarbeit\n\nIm Beisein von Oberbürgermeister Peter Lange haben Vertreter der Wirtschaftsförderung Jena und des High-Tech-Parks Zhuhai am Mittwoch in Zhuhai eine Absichtserklärung unterzeichnet. Die 14-köpfige Delegation aus Jena hält sich noch bis Sonntag in der Provinz Guangdong auf und besucht auch Shenzhen.",
        "outbound",
        ("Jena",),
        ("Zhuhai", "Shenzhen"),
    ),
    Probe(
        "Northern Powerhouse mission: the itinerary\n\nDay 1 Manchester-Beijing\nDay 2 Beijing: embassy briefing\nDay 3-4 Tianjin: port visit\nDay 5 Shanghai: reception\nDay 6 Return\n\nThe mission is led by Newcastle City Council leader Nick Forth and includes firms from Newcastle and Gateshead.",
        "outbound",
        ("Newcastle upon Tyne",),
        ("Beijing", "Tianjin", "Shanghai"),
    ),
    Probe(
        "Ambassador visits Chester\n\nChina's ambassador to London, Zhang Li, paid a visit to Chester on Thursday and met the Lord Mayor. He then went on to Liverpool to open an exhibition on Shanghai.",
        "inbound",
        ("China",),
        ("Chester", "Liverpool"),
    ),
    Probe(
        "Councillors to vote on twinning\n\nMembers of Exeter City Council will vote next week on a plan to twin with the Chinese city of Guilin. If they agree, a delegation could go to Guilin next year. Exeter is already twinned with Rennes, Yaroslavl, Bad Homburg and Terracina.",
        "none",
        (),
        (),
    ),
    Probe(
        "A team from Bristol's two universities has just spent ten days in China. They began in Guangzhou, Bristol's twin city since 2001, moved on to Wuhan and wound up in Xi'an. 'Next year we hope to host colleagues from Tsinghua,' said Professor Alan Bath.",
        "outbound",
        ("Bristol",),
        ("Guangzhou", "Wuhan", "Xi'an"),
    ),
    Probe(
        "Kaohsiung mayor in Birmingham\n\nA 12-member delegation led by the mayor of Kaohsiung, Taiwan, was received at Birmingham Council House on 8 October 2019. The visitors had come from London, where they met tech firms. They continue to Hamburg and Berlin.",
        "inbound",
        ("Kaohsiung",),
        ("London", "Birmingham", "Hamburg", "Berlin"),
    ),
    Probe(
        "Konzern aus Shandong kauft Maschinenbauer in Chemnitz\n\nDer chinesische Konzern Weichai übernimmt einen Chemnitzer Maschinenbauer. Eine Delegation der Käufer habe den Betrieb mehrfach besucht, hieß es. Die Zentrale des Konzerns sitzt in Weifang.",
        "none",
        (),
        (),
    ),
    Probe(
        "Sunderland's car parts makers look to Hefei\n\nBy our business reporter\n17 September 2024\n\nA five-strong team from Sunderland is packing its bags for Hefei, home of one of China's biggest electric car plants.\n\nLeader of the city council Michael Broad said the visit, which begins on 24 September, would be about jobs. \"Nissan has shown what can be done here,\" he said.\n\nThe party will spend three days in the capital of Anhui and then travel by train to Shanghai, where it will take part in a supply-chain fair. Harbin, Sunderland's partner since 2009, is not part of the trip.",
        "outbound",
        ("Sunderland",),
        ("Hefei", "Shanghai"),
    ),
    Probe(
        "Ludwigshafen: Chemiestandort sucht Kontakte in China\n\nEine Gruppe von elf Vertreterinnen und Vertretern aus Ludwigshafen und Mannheim ist am 3. März 2019 nach Nanjing aufgebrochen. Dort steht am Dienstag der Besuch eines Chemieparks an. Im Anschluss reist die Gruppe nach Zhanjiang, wo ein neuer Verbundstandort entsteht. Am 10. März werden die Teilnehmer zurückerwartet.",
        "outbound",
        ("Ludwigshafen", "Mannheim"),
        ("Nanjing", "Zhanjiang"),
    ),
    Probe(
        "Chongqing officials see how Glasgow cut its emissions\n\nGLASGOW, 21 Nov -- A 10-person delegation from Chongqing municipality's ecology and environment bureau toured Glasgow's district heating plants on Monday and Tuesday. The team, led by deputy director Xu Ming, will visit Aberdeen on Thursday before flying home. Glasgow hosted the UN climate conference in 2021.",
        "inbound",
        ("Chongqing",),
        ("Glasgow", "Aberdeen"),
    ),
    Probe(
        "Minister-president leads Rhineland-Palatinate trade delegation to Fujian\n\nMainz, 2 October 2018. Minister-President Anna Vogt will lead a delegation of 45 people from business, science and culture to China from 14 to 20 October. The focus is on the partner province of Fujian, with which the state has been linked since 1989. Stops are planned in Fuzhou, Xiamen and Quanzhou. In Xiamen a memorandum on vinegrowing is to be signed. Before that the delegation will attend a wine tasting in Hong Kong.",
        "outbound",
        ("Rhineland-Palatinate",),
        ("Hong Kong", "Fuzhou", "Xiamen", "Quanzhou"),
    ),
    Probe(
        "Aachen erwartet Gäste aus Ningbo\n\nAachen/Ningbo. Zum zehnten Mal kommt eine Delegation aus der Partnerstadt Ningbo nach Aachen. Vom 2. bis 4. Juni 2016 stehen ein Empfang im Krönungssaal, ein Besuch bei der RWTH und ein Ausflug nach Monschau auf dem Programm. Geleitet wird die zwölfköpfige Gruppe von Vizebürgermeister Zhang Ming.",
        "inbound",
        ("Ningbo",),
        ("Aachen", "Monschau"),
    ),
    Probe(
        "Leicester tech firms eye Chengdu\n\nTen technology firms from Leicester and Loughborough have been picked to join a mission to Chengdu and Chongqing in March 2025. The mission is funded by the Department for Business and Trade. Applicants had to show that they already export. The firms were picked from 34 that applied.",
        "outbound",
        ("Leicester", "Loughborough"),
        ("Chengdu", "Chongqing"),
    ),
    Probe(
        'Wenn Nachbarn reisen\n\nWarum sich eine Delegation aus Görlitz ausgerechnet für Wuxi interessiert? Die Antwort gibt Wirtschaftsförderin Kathrin Lenz nach ihrer Rückkehr am Freitag: "Weil dort Turbinen gebaut werden." Sechs Tage lang waren die acht Oberlausitzer unterwegs, vier davon in Wuxi, zwei in Shanghai. In Peking, wo sie umsteigen mussten, sahen sie nur den Flughafen.',
        "outbound",
        ("Görlitz",),
        ("Wuxi", "Shanghai"),
    ),
    Probe(
        "University of Lincoln vice-chancellor signs deals in Zhejiang\n\nProfessor Neil Barnes, vice-chancellor of the University of Lincoln, has signed two agreements during a visit to Zhejiang province. He met staff of Zhejiang Gongshang University in Hangzhou on Tuesday and of Ningbo University on Wednesday.",
        "outbound",
        ("Lincoln",),
        ("Hangzhou", "Ningbo"),
    ),
    Probe(
        "BEIJING, May 11 (agency) -- Beijing's mayor met with a visiting delegation from Scotland here Thursday, led by External Affairs Secretary Fiona Bruce. The Scottish guests are to leave for Tianjin on Friday.",
        "outbound",
        ("Scotland",),
        ("Beijing", "Tianjin"),
    ),
    Probe(
        "Portsmouth and Zhuhai: ten years on\n\nIt is ten years since Portsmouth and Zhuhai signed a sister city agreement. To mark the occasion, a delegation from Zhuhai will be in Portsmouth from 12 to 14 July 2017. They will see the dockyard and a match. Portsmouth councillors were in Zhuhai in 2014.",
        "inbound",
        ("Zhuhai",),
        ("Portsmouth",),
    ),
    Probe(
        "Der Landkreis Osnabrück und die IHK Osnabrück haben eine gemeinsame Reise nach Vietnam abgesagt. Stattdessen wird im Herbst über eine Fahrt nach Polen nachgedacht.",
        "none",
        (),
        (),
    ),
    Probe(
        "A Cardiff University choir will sing in Xiamen. Cardiff and Xiamen have been twinned since 1983.",
        "none",
        (),
        (),
    ),
    Probe(
        "Wales in China week\n\nDaily diary: On Monday the Welsh trade mission was in Shanghai. On Tuesday it moved to Hangzhou, on Thursday to Guangzhou and on Saturday to Hong Kong. 21 firms took part.",
        "outbound",
        ("Wales",),
        ("Shanghai", "Hangzhou", "Guangzhou", "Hong Kong"),
    ),
    Probe(
        'Baden-Württemberg: Staatssekretärin in Liaoning und Jiangsu\n\nStaatssekretärin Petra Olm hat am Montag in Shenyang die Partnerprovinz Liaoning besucht. Morgen geht es nach Nanjing. "Unsere Firmen in Taicang klagen über fehlende Fachkräfte", sagte sie.',
        "outbound",
        ("Baden-Württemberg",),
        ("Shenyang", "Nanjing"),
    ),
)
