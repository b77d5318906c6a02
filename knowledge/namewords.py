"""Words that people put round a country's name, and words that are none however near to one they are spelled. All of
them folded; compiled into the name index."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FILLERS = _words(
    """
    a abkommen about accord accords acerca actualites after agreement agreements aid aktuelles all also am
    ambassador an and answer antiterrorism any anything are armed army article articles as ask at au auf aus aux
    avec be been before bei between beziehungen bilateral bitte bonjour brief briefing briefly by can capital
    check chez city co collaboration con contacts cooperacion cooperate cooperating cooperation coordination
    could counter counterterrorism countries country currently d danke dans das data de deal deals defence
    defense dem den der des describe details did die dis display do does doing domain done donne dossier du e
    each ein eine einem einen einer el embassy emirate en entre erzahl et etat everything exercise exercises
    explain fact facts favor federal federation file find for forces from fuer full fur general get give go
    going gouvernement government govt haber haberler had hakkinda hallo happened happening has have hello help
    her here hey hi his how i if il ile iliskileri im important in info information informationen infos
    interested interior into investment investments is it its join joint kingdom know known l la land las last
    late lately latest le learn les like links list look lookup los lutfen m made main many me mean meet meeting
    meetings memorandum merci met militaire militarisch military minister ministers ministry mir mit moi montre
    more most mou much my n nach nachrichten name nation need neuigkeiten new news noticias nouvelles now oder
    of on one open operation or our out overview pact page pais par para parle partenaire partenariat partner
    partners partnerschaft partnership partnerships pays people plait please pls plz police policy por position
    pour president principality profile project projects qu que quel quelle quelles query question qui quick
    quoi re read ready recent recently regarding regierung relaciones related relating relation relations
    relationship republic republik republique result results royaume s sag say search secure securitaire
    securite security see seguridad show sicherheit sicherheitszusammenarbeit side sign signed so sobre some
    something staat state stp sultanate summary support supported supports sur svp t talk talks te tell
    terrorism than thank thanks that the their them then there these they this tie ties to today topic toward
    towards training treaty two uber ueber un una und under understand understanding une until up update updates
    us ve vers versus verteidigung via view visit visits vom von vous vs wann want was we wer were what whats
    when where whether which who why wie will with within wo would y year years yes you your zeig zeige zu zum
    zur zusammenarbeit zwischen
    в и на новости о об отношения про с ابرز ابغا ابغي ابي اتحاد اتحاديه اتفاق اتفاقات اتفاقيات اتفاقيه اجتماع
    اجتماعات احتاج احدث احكي احكيلي احوال اخبار اخبرني اخر ارهاب اريد استثمار استثمارات اش اشرح اظهر اعرض اعرف
    اعطني اعطيني اقرا ال التعاون التي الجانب الحين الذي السلام الشريك العلاقات القوات المتعلقه الوضع الي اماره
    امن امني امنيه اهل اهلا اهم او اور ايام ايش اين ايه با باري بتعمل بخصوص بدنا بدي برضه بشان بلاد بلد بها
    بيانات بين تبغي تبي تجاه تدريب تريد تطورات تعاون تعرف تعلقات تفاصيل تفاهم تقدم تكرما تلك تم تمارين تمرين
    تنسيق ثم ثنايي ثناييه جانب جديد جري جمهوريه جميع جيش حال حتي حدثني حصل حقايق حقيقه حكومه حول خارجيه خبر
    خبرني خبرين داخليه در درباره دعم دفاع دفاعي دفاعيه دول دوله ديره ذلك رجا رجاا روابط رييس زيارات زياره سفاره
    سفير سلطنه سمحت سمحتي سنه سوال سي سياسه شخبار شراكات شراكه شرطه شرطي شركا شريك شعب شف شقيق شقيقه شكرا شكو
    شلون شنو شهر شو شوف صار صديق صديقه صفحه ضد طرف طيب عاصمه عام عاوز عايز عربيه عسكري عسكريه عشان عطني علاقات
    علاقتنا علاقته علاقتها علاقه علشان علي عليكم عليه عن عند عندك عندكم عندهم عندي عنه عنها فدراليه فضلك فضلكم
    في فيدراليه فيما فيه قايمه قدم قدمت قل قلي قوات قول قولوا قولولي قولي كا كافه كشور كل كلمني كلها كم كمان كي
    كيف لازم لدي لقا لقاات لماذا لنا لو لي ليش ليه ما ماذا مباحثات متي مجال مجالات محادثات محتاج مذكرات مذكره
    مرحبا مساعدات مساعده مستجدات مشاريع مشترك مشتركه مشروع مع معلومات معلومه معه معها مكافحه ملخص ملف ممكن مملكه
    من منذ موجز موقف مين نبذه نبغي نبي نتايج نحو نريد نعرف هات هالبلد هذا هذه هل هم هو هي و وبين ورني ورينا
    وريني وزاره وزرا وزير وزيره وش وضح وضع وقع وقعت يا يتعلق يخص يريد يصير يعرف يقدم
    """
)
"""Words that leave a name's meaning alone: questions, courtesies, and what partnerships are made of."""

ORDINARY = _words(
    """
    africa african africans afrika afrikas ago almanac almanach and angela angora anguille anomalie are arm
    arnika arriva asia attika aurait australe autruche avait avance await awaits bahren barbare barbarian
    barbarians baren beni benign benir bergig berline berliner binaire bonfire bra brain branch branche branches
    breach breton bretons brune brunes brunet brutish caiman can castres chaine chance chances che chien child
    chill chin chink chins cod cog col colores covert creance cub cube cypres dance dances danse den devait duc
    east eastern ecosser emigrate emigrates emirat est europe european fancy fange farina fence fermat fesch
    festland fetch fiance fiancee fiancer fiances figer fin finance finances finish flange flanke flinch formal
    frage fragst fraiche fraise fraises franc franche franches franchi franchir franchise franchises franchit
    francine francis franco francois francs frank franked franken franker franks frappe fraude frays freest
    freins frenzy fresco freshman freshmen fresse freust fringe fro fronde front frosch fumait furnace gab gala
    galon gambit garanti gazon gemass george gerant gerants gerat gerats germaine germe germer germes germs gern
    gerne getan gin glance grange grenades groans guidee guindee guineas gum guy herein herman hermann hermans
    heroin hongre hungry index indio indiz iron islander islanders islands jam jouait ken kobalt kokain kuvert
    lancais lance lenin lexique libera lowest mail maille malaise malign maligns malin malins malts man mar
    maracas marco mari maria marie mario maris marlin marotte mars marshal marshals mata mate merlin mli moan
    modish mongolien moron moronic nager neger neiger nicer nier nor nord normal north northern nuance orange
    ost ouest pain pairs pan paprika paradis parais parcs pareil pareils parfois pari paria pariahs parier
    pariser parish parks parle parmi parries partais parti partie parties partis parts party pastries peaking
    pecking peeking per percu perdu perking persien peur pirates pouvait prance prances preach prince pristine
    pry quail quaint quant quit ranch reach reich reussie roland roman roseaux sain sapin savanna schieden
    schweben schweif schwein schweren scuba sedan semais semen sermon sieden slain small smalls sobald
    somaliland sottish soudain sourira south southern soweit spam span spangen spaniel spannen spawn spin sprain
    stain sud suden suisses sumatra surname swain tatar termin tiger tong tongs tonna tonnes tournes toutes
    trance trances tranche tranches trench ungern vanille vat venin verein vermin waits way west western while
    woman wrench zweit
    ابريز اتفيا اخوان ادارات ادريس اربوا اردي ازمان استاذنا استوليا استوين استوينا اسيا اعراق اعلان اغاني
    افريقيا الام الان الحان العاني الفاني الم المانع المعاني الملاني المنظمه المني المنيوم الوان امام امان
    امانات امانه اماني امر امري امريه امكانيات امكانيه امير اميري اميريه انجلا انجليزي انغوا انكليزي اوربا
    اوروبا اوسط ايراد ايرادات ايمان باديس بارز بارزه باريسي باريش بحري بحريه برامج براميل برتقال برتقالي
    برتقاليه برلمان برلماني برلمانيه بستان بستاني بسكويت بنات بينما بيوت تاني تركه تركيب تركيبه تركيز تشاهد تشدد
    تشكيلي توانيا توغل تويت تويتر ثاني ثانيه ثماني ثمانيه جاني جسماني جنوب جنوبيه جيران داني دوري رابط رباطه
    رماني رومانسي رومانسيه رياضه رياضي زاني سعيد سكوت سواد سودا سوريتا سويت سيد شرق شرقيه شمال شماليه شويت صوت
    صوم صوماليلاند صومعه صيد صيف طيران عراقيل عربي عرقيه عروس عريس علماني علمانيه عمران عنده غرب غربيه غلمان
    غوامض فارز فارس فراسه فرسان فرص فرصه فرنك فرنكات فروسيه فريسه فليمين قدم كاس كاميرا كاميرات كبير كثير كراريس
    كريت كريم كندره كوت كويس كويسه كوين كيميا لبن لساني لكن لمعان ماده مادي ماشي ماضي ماضيه ماكينه مانع ماني
    ماهي مباني مبني مبنيه متشاد مجاني مجانيه مدني مدنيه مسا مطار معان معاني معني مغارب مغالطه مغترب مغني مقادير
    مقدس مكسي منظمه مهني مهنيه مواطن ميزانيه ميلان نوايا نويت نيران هاني هويت هويه واشن وقت وكيل ياني يكونان
    يماني يمين يومان يوميا
    مالي ماليه
    fatherland fatherlands motherland motherlands maturities philistine philistines turkeys turnkey drench pars pares
    parings henchman henchmen damasks sampan sampans
    """
)
"""Words of the main languages, and some persons' names, that a misspelt name or a code could otherwise be."""

NOT_NAMES = _words(
    """
    noway agira alb angora arg arge armen athene athenes bahren barem baren bec becs bel ben bene beni berline bo
    bruine brune bruni cadi car cat chaina chapon chia chin cine damask dan dom eden elan end equator esp etale
    feru fines fini finis fins franse fuji gene gerees gres gris helene hind hindi ind iris kana kata kief kir
    kota lau laus laws let lets lie lime limite limo loom lubie lux mac magna male maltai maltera mari marita
    maser milan min mon moyette muris mus musera muyette nicher oma paras pares pari peina pin pins poli polis
    pools prage rim rima ris roman romanes romani room rum rumen rusa rusk saat sam sane satin sau sec sek sen
    sepia servie seul shin shine sin sip sire sol soul spann suis surie tari tarin tits toga togas ton tun tunes
    tuns tur ungern vena vene venger vin vine wals
    اتلي اتن ادهن ازري افينا البنين الجزيره السويس الماته اومان ايدن ايرش بان باني بانيات براغي برانس برو بينا
    بينن تشار تشك جزيره جفون دانيا دباير دكا رغا روم ريم سبين سهول سويس شام صوفيه غريس غنا غني فجي فيران فينا
    قابل كنيا كيف لبيا لما لوم لومه ماتي مان مجاري مغلي ميسر نبال نووي نيو نيوي هين ومان وهنا وين يران يومان
    """
)
"""Names, most of them in small languages, that are so ordinary a word in a main one that nobody means the country."""

WHOLE = _words(
    """
    chad chili columbia damas dane dominica dominique douglas dutch finn hamilton island jersey maurice pole
    poles polish reunion roma sofia stan stanley sucre suede turk victoria
    ابيا العيون الماليه بابوي بنين تركي جده جورجي حلب روسيه سوره سول سيول صحراوي عيون فيجي لاوي لومي ليما مالي
    ماليه مجري مكه
    """
)
"""Names that are ordinary words or persons' names as well: they count if nothing else is typed."""

NOT_THE_ARTICLE = ("المان", "البان")
"""Beginnings of names whose alef and lam are letters of their own."""
