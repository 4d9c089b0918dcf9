/**
 * Words that stand at the heart of what people choose when they are asked for a password, in the languages of our offices and
 * on their keyboards. Compared folded and without the figures and signs round them, so that one word stands for hundreds.
 */
const ENGLISH =
  'password passwords passphrase mypassword thepassword yourpassword password1234 passwd passcode letmein letmeinnow welcome welcometo ' +
  'welcomeback admin administrator administrateur administrador superadmin sysadmin root superuser master default changeme changemenow ' +
  'changeit changepassword secret topsecret mysecret secretsecret nopassword nothing whatever iloveyou iloveyousomuch ilovejesus iloveallah ' +
  'sunshine princess football baseball basketball superman batman spiderman pokemon starwars monkey dragon shadow michael jennifer jordan ' +
  'liverpool chelsea arsenal barcelona realmadrid manchester manchesterunited messi ronaldo cristiano cristianoronaldo computer internet ' +
  'office myoffice registry register ministry government company business service services security user username test tester testing ' +
  'testtest demo demonstration guest public temporary temp temppassword newuser hello helloworld goodmorning freedom summer winter spring ' +
  'autumn january february march april june july august september october november december monday tuesday wednesday thursday friday ' +
  'saturday sunday google facebook whatsapp microsoft windows android samsung iphone apple diwan thediwan mydiwan morocco lebanon egypt ' +
  'casablanca marrakech rabat beirut cairo alexandria trustno one correcthorsebatterystaple loveyou mylove myfamily lovely flower ' +
  'charlie jessica ashley nicole daniel thomas robert matthew andrew joshua qwerty azerty qwertz'
const FRENCH =
  'motdepasse monmotdepasse motdepass lemotdepasse nouveaumotdepasse motdepassemotdepasse mdp bonjour bonsoir bonjourtoutlemonde bienvenue salut ' +
  'jetaime jetaimetrop monamour amour moncoeur doudou loulou chouchou coucou soleil princesse chocolat vacances famille maman papa mamanpapa ' +
  'marseille olympique olympiquedemarseille parisparis parissaintgermain lyon bordeaux nicolas camille isabelle mohammed mohamed fatima ' +
  'fatimazahra bureau bureaudordre monbureau registre ministere administration secretaire secretariat directeur direction chefdebureau ordinateur ' +
  'utilisateur invite provisoire motdepasseprovisoire changermoi changezmoi ouvretoi sesame ouvretoisesame maroc royaumedumaroc liban egypte ' +
  'rajacasablanca wydad wydadcasablanca raja janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi ' +
  'mercredi jeudi vendredi samedi dimanche printemps automne hiver anniversaire'
const SPANISH =
  'contrasena micontrasena lacontrasena contrasenia nuevacontrasena clave miclave claveclave clavesecreta secreto bienvenido bienvenida hola ' +
  'holamundo holahola buenosdias teamo teamomucho tequiero tequieromucho miamor amor amorcito corazon micorazon princesa estrella mariposa ' +
  'familia mifamilia mama papa jesus jesucristo diosesamor dios real madrid atleticodemadrid futbol ordenador usuario invitado oficina ' +
  'mioficina registro ministerio administracion secretaria director cambiame cambiar temporal espana marruecos enero febrero marzo abril ' +
  'mayo junio julio agosto septiembre octubre noviembre diciembre lunes martes miercoles jueves viernes sabado domingo alejandro carlos'
const ARABIC =
  'كلمةالسر كلمةسر كلمةالمرور كلمةمرور كلمةالعبور الرقمالسري رقمسري القنالسري السر سري سريسري سريجدا سريللغاية كلمةسرجديدة ' +
  'مرحبا مرحبابك اهلا اهلاوسهلا السلامعليكم السلامعليكمورحمةالله بسمالله بسماللهالرحمنالرحيم الله اللهاكبر الحمدلله الحمداللهربالعالمين ' +
  'سبحانالله ماشاءالله انشاءالله توكلتعلىالله لاالهالاالله لاالهالااللهمحمدرسولالله استغفرالله ياالله يارب يااارب محمد محمدرسولالله احمد ' +
  'مصطفى فاطمة فاطمةالزهراء عائشة خديجة مريم يوسف ابراهيم عبدالله عبدالرحمن حبيبي حبيبتي احبك بحبك حياتي قلبي عمري روحي امي ابي ' +
  'اميوابي عائلتي العائلة وطني المغرب المملكةالمغربية اللهالوطنالملك لبنان بيروت مصر القاهرة اممصر امالدنيا الرباط الدارالبيضاء مراكش ' +
  'فلسطين القدس الرجاء الوداد الاهلي الزمالك برشلونة ريالمدريد مدير المدير الادارة الاداري مكتبالضبط الديوان ديوان الوزارة وزارة المكتب ' +
  'مستخدم المستخدم ضيف تجربة مؤقت كلمةمؤقتة غيرني افتحياسمسم يناير فبراير مارس ابريل ماي يونيو يوليوز غشت شتنبر اكتوبر نونبر دجنبر ' +
  'شباط اذار نيسان ايار حزيران تموز اب ايلول رمضان رمضانكريم عيدمبارك الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد سلام امل نور قمر وردة'
/** Arabic words as they are typed in Latin letters. */
const TYPED_ARABIC =
  'bismillah bismillahirrahmanirrahim allah allahakbar allahouakbar alhamdulillah alhamdoulillah hamdoullah subhanallah mashallah machallah ' +
  'inshallah inchallah lailahaillallah yarab yarabi habibi habibti hayati galbi 3omri omri salam salamalaykum assalamoualaykoum marhaba ' +
  'ahlan ahlanwasahlan muhammad mohammad ahmed ahmad mustapha mostafa youssef yousef khadija aicha maryam meryem abdellah abdallah abdullah ' +
  'almaghrib elmaghrib almamlaka allahalwatanalmalik ramadan ramadankarim palestine alquds falastin bladi maghribi masr lubnan'

/** Rows of keyboards and alphabets: what follows them is no secret. */
export const ROWS = [
  '01234567890123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'qwertzuiop',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
  '1a2z3e4r5t6y7u8i9o0p',
  'ضصثقفغعهخحجد',
  'شسيبلاتنمكط',
  'ئءؤرلاىةوزظ',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'ابجدهوزحطيكلمنسعفصقرشتثخذضظغ',
]

export const COMMON_WORDS: readonly string[] = [ENGLISH, FRENCH, SPANISH, ARABIC, TYPED_ARABIC].join(' ').split(/\s+/)
