//! The names of months in the languages of the news.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::LazyLock,
};

use super::tokens::folded;

/// The months from January to December; a line for each way to name them, as they stand in dates. Other forms of one month
/// stand beside each other with a stroke; short forms need not be named where they begin like the long one.
const NAMES: &[&str] = &[
    "January|Jan February|Feb March|Mar April|Apr May June|Jun July|Jul August|Aug September|Sept|Sep October|Oct \
     November|Nov December|Dec",
    "Januar|Jänner|Jenner Februar|Feber März|Maerz|Mrz April Mai Juni Juli August September Oktober November Dezember",
    "janvier février mars avril mai juin juillet|juil août septembre octobre novembre décembre",
    "enero febrero marzo abril mayo junio julio agosto|ago septiembre|setiembre|sept octubre noviembre diciembre",
    "janeiro fevereiro março abril maio junho julho agosto setembro|set outubro|out novembro dezembro",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre",
    "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "januari februari maart|mrt april mei juni juli augustus september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember",
    "tammikuuta|tammikuu helmikuuta|helmikuu maaliskuuta|maaliskuu huhtikuuta|huhtikuu toukokuuta|toukokuu \
     kesäkuuta|kesäkuu heinäkuuta|heinäkuu elokuuta|elokuu syyskuuta|syyskuu lokakuuta|lokakuu marraskuuta|marraskuu \
     joulukuuta|joulukuu",
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    "janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā jūlijs|jūlijā augusts|augustā \
     septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī",
    "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio",
    "stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień \
     września|wrzesień października|październik listopada|listopad grudnia|grudzień",
    "ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen \
     září října|říjen listopadu|listopad prosince|prosinec",
    "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    "siječnja|siječanj veljače|veljača ožujka|ožujak travnja|travanj svibnja|svibanj lipnja|lipanj srpnja|srpanj \
     kolovoza|kolovoz rujna|rujan . studenoga|studenog|studeni prosinca|prosinac",
    "januar februar mart april maj jun|juna jul|jula avgust septembar|septembra oktobar|oktobra novembar|novembra \
     decembar|decembra",
    "јануар|јануара фебруар|фебруара март|марта април|априла мај|маја јун|јуна јул|јула август|августа \
     септембар|септембра октобар|октобра новембар|новембра децембар|децембра",
    "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    "januar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    "január február március április május június július augusztus szeptember október november december",
    "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа|август \
     сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь",
    "січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень \
     серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень",
    "студзеня лютага сакавіка красавіка мая|траўня чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "януари февруари март април май юни юли август септември октомври ноември декември",
    "қаңтар|қаңтарда ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
    "Ιανουαρίου|Ιανουάριος Φεβρουαρίου|Φεβρουάριος Μαρτίου|Μάρτιος Απριλίου|Απρίλιος Μαΐου|Μάιος Ιουνίου|Ιούνιος \
     Ιουλίου|Ιούλιος Αυγούστου|Αύγουστος Σεπτεμβρίου|Σεπτέμβριος Οκτωβρίου|Οκτώβριος Νοεμβρίου|Νοέμβριος \
     Δεκεμβρίου|Δεκέμβριος",
    "ינואר פברואר מרץ|מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "يناير فبراير مارس أبريل|إبريل مايو يونيو|يونيه يوليو|يوليه أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول",
    "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر",
    "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر",
    "ژانویه فوریه مارس آوریل مه|می ژوئن ژوئیه|جولای اوت|آگوست سپتامبر اکتبر نوامبر دسامبر",
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर",
    "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    "জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    "ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்",
    "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై|జులై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
    "Enero Pebrero Marso Abril Mayo Hunyo Hulyo Agosto Setyembre Oktubre Nobyembre Disyembre",
    "urtarrila|urtarrilaren otsaila|otsailaren martxoa|martxoaren apirila|apirilaren maiatza|maiatzaren ekaina|ekainaren \
     uztaila|uztailaren abuztua|abuztuaren iraila|irailaren urria|urriaren azaroa|azaroaren abendua|abenduaren",
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
    "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig",
];

/// The fewest letters that a name may be shortened to.
const SHORTEST: usize = 3;

type Full = BTreeMap<String, i8>;
type Short = BTreeMap<String, Option<i8>>;

/// Names in full, and beginnings of names, each with its month; `None` for beginnings that several months share.
static MONTHS: LazyLock<(Full, Short)> = LazyLock::new(|| {
    let (mut full, mut short) = (Full::new(), Short::new());
    for line in NAMES {
        for (names, month) in line.split_whitespace().zip(1_i8..) {
            for name in names.split('|').map(|name| folded(&name.replace('_', " "))).filter(|name| name != ".") {
                let letters: Vec<char> = name.chars().collect();
                for length in SHORTEST..letters.len() {
                    let beginning = letters.iter().take(length).collect();
                    match short.entry(beginning) {
                        Entry::Vacant(new) => drop(new.insert(Some(month))),
                        Entry::Occupied(mut known) if *known.get() != Some(month) => drop(known.insert(None)),
                        Entry::Occupied(_) => {}
                    }
                }
                full.entry(name).or_insert(month);
            }
        }
    }
    (full, short)
});

/// The month that a folded word, or two with a blank between, names in `language`, from 1 on.
pub(super) fn month(word: &str, language: &str) -> Option<i8> {
    let (full, short) = &*MONTHS;
    // The one name that stands for different months in related languages.
    if language.starts_with("hr") && word.starts_with("listopad") {
        return Some(10);
    }
    let known = |word: &str| full.get(word).copied().or_else(|| short.get(word).copied().flatten());
    // Hebrew writes "in" together with the name.
    known(word).or_else(|| word.strip_prefix('ב').and_then(|rest| full.get(rest).copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_names_twelve_months() {
        for line in NAMES {
            assert_eq!(line.split_whitespace().count(), 12, "{line}");
        }
    }

    #[test]
    fn names_are_known_in_full_and_short() {
        for (name, number) in [
            ("August", 8),
            ("août", 8),
            ("Ağustos", 8),
            ("августа", 8),
            ("agosto", 8),
            ("Sept", 9),
            ("Mar", 3),
            ("Jun", 6),
            ("нояб", 11),
            ("févr", 2),
            ("sierp", 8),
            ("elokuuta", 8),
            ("באוגוסט", 8),
            ("كانون الثاني", 1),
            ("listopadu", 11),
            ("สิงหาคม", 8),
        ] {
            assert_eq!(month(&folded(name), ""), Some(number), "{name}");
        }
        assert_eq!(month("listopada", "hr"), Some(10));
        for other in ["ma", "lip", "harbour", "2015", ""] {
            assert_eq!(month(other, ""), None, "{other}");
        }
    }
}
