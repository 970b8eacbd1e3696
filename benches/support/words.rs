//! A large vocabulary of Dutch words, most of them compounds, so that text made of it leaves caches as cold as real text does.

use std::collections::HashSet;

use super::random::{Random, Zipf};

const ROOTS: &str = "aanval aandacht akker ambacht arbeid avond baan bank bedrijf beeld beleid berg beurs bevel bezit bloem boek boerderij \
    bond boom boot bos brand brief brood brug burger cel cent cultuur dag dak deel deur dienst dijk dorp drank draad druk eiland energie erf \
    fabriek familie feest fiets film fonds front gas gebied geld geluid gemeente gerecht gevaar gevel gezin glas goud graan grens groep grond \
    haven hal handel hart hersen heuvel hof hout huis huur ijs industrie inkomen jaar jacht jeugd kaas kabel kamer kans kantoor kapitaal kern \
    kerk keuken kiezer kind klant klimaat klok koers kolen kracht krant kring kust kunst laan land leger leerling lening leven licht lijst \
    loon lucht maand maat macht markt mast meer mens metaal middel milieu mijn moeder mond motor muur muziek nacht natuur net nood norm \
    olie onderwijs oog oorlog ochtend oever oogst orde paard pad papier park partij pers plaats plan plein ploeg poort post prijs proces punt \
    raad raam rand recht regen rente rijk rivier rol ruimte schade schip school schuld sector slag sneeuw sport spoor staal staat stad stem \
    steun storm straat strijd stroom taak taal tabak tarwe team techniek tijd tocht toekomst toon toren trein tuin tunnel uitvoer vader vak \
    vaart vee veld verkeer verzet vis vlees vlieg vloot vlucht voedsel volk voorraad vracht vrede vriend vrouw vuur waarde wacht wagen \
    wapen water weer weg weide werf werk wet wijk wild wind winkel winst winter wol woning wortel zaak zand zee zeil zetel zicht ziekte zilver \
    zomer zon zorg zout zuivel zuur";

const HEADS: &str = "aanbod aanpak advies afdeling afspraak akkoord analyse balans bedrag beheer belang bericht beroep besluit bestand bestuur \
    betoging bewaker bewijs bezoek bijdrage boete bouw breuk bureau campagne centrum cijfer commissie conflict controle crisis debat dekking \
    discussie doel drager dreiging eis fout functie gebruik geschil groei houder houding inspectie instelling kaart kenner keuze klacht \
    koper korps kwestie leider leiding leverancier lijn machine maker manier model moeilijkheid nieuws niveau onderzoek onderneming ontwerp \
    ontwikkeling oplossing opbrengst opslag overleg overzicht pakket plicht poging positie premie probleem project reactie rechter reeks \
    regeling reis rekening rondgang ruil schatting schema schommeling stelsel stichting strategie taakstelling tekort toename toestand \
    toezicht topper tracé uitgave uitspraak val verbod verdrag vergunning verhaal verlies verloop verslag verwachting voering voorstel \
    voorzitter vordering vraag wedstrijd werker wijziging zending ziekenhuis zitting zone";

const STEMS: &str = "bouw breng deel dien draag dring druk duw eet eis fluit geef ga grijp groei haal hak handel help hoor jaag kauw keer kies kijk klim \
    klaag knip kom koop kruip kweek lach leer leg leid lever lok loop maak meet meld merk neem noem pak pers plaats plant praat raad reken ren \
    richt rijd roep ruil ruim schaf scheur schrijf schuif sla sleep sluit smeed snijd speel spreek spring staak steek stel stem stop strijd \
    stuur teken tel tik toon treed trek vaar val vang veeg vecht voer volg vraag waai wacht wapen weeg weer werp werk wijs win wissel zak \
    zend zet zie zing zoek zorg zuig zwem";

const BEFORE: &str = "aan achter af be bij binnen door er ge her in los mee na neer om onder ont op open over rond samen tegen terug toe uit vast ver voor \
    voort weer weg";

const MANY: &str = "arm bleek bleu blij boos breed bruin dicht diep dik dof dom donker droog druk dun duur dwars echt edel eerlijk effen eng ernstig fel fijn \
    flink fraai fris gaaf geel gek gewoon glad goed grauw grof groen groot hard heet heftig helder hevig hol hoog jong juist kaal kalm \
    kil klein koel kort koud krap kwaad laag laat lang lauw leeg lelijk lenig licht lief los mager mild mooi moe nat nauw nieuw oud open \
    paars plat puur raar rauw recht rijk rijp ruim ruw scherp scheef schoon schraal slank slap slecht slim sluw smal snel soepel stijf stil \
    stevig strak streng stug taai teer traag trots vaag vast veilig ver vers vlak vlot vol vrij vroeg vuil warm wijd wild wit zacht zeker ziek zout \
    zuinig zuiver zuur zwaar zwak zwart";

/// The words of one slot of a sentence, the frequent ones first.
pub struct Lexicon {
    words: Vec<String>,
    zipf: Zipf,
}

impl Lexicon {
    fn new(words: impl Iterator<Item = String>, frequent: usize, random: &mut Random) -> Self {
        let mut seen = HashSet::new();
        let mut words: Vec<String> = words.filter(|word| seen.insert(word.clone())).collect();
        // Short words are the frequent ones, and compounds come in any order.
        random.shuffle(&mut words[frequent..]);
        let zipf = Zipf::new(words.len(), 0.95);
        Self { words, zipf }
    }

    /// A word.
    pub fn draw(&self, random: &mut Random) -> &str {
        &self.words[self.zipf.draw(random)]
    }
}

/// All words.
pub struct Words {
    /// Nouns.
    pub nouns: Lexicon,
    /// Verbs, in several forms.
    pub verbs: Lexicon,
    /// Adjectives and adverbs.
    pub adjectives: Lexicon,
}

impl Words {
    /// Some 350 000 words; which compounds there are depends on chance.
    pub fn new(random: &mut Random) -> Self {
        let list = |text: &'static str| text.split_whitespace().collect::<Vec<&'static str>>();
        let (roots, heads, stems, before, many) = (list(ROOTS), list(HEADS), list(STEMS), list(BEFORE), list(MANY));
        let mut chance = random.clone();
        let mut nouns: Vec<String> = roots.iter().chain(&heads).map(|word| (*word).to_owned()).collect();
        random.shuffle(&mut nouns);
        let single = nouns.len();
        for _ in 0..260_000 {
            let link = chance.pick(&["", "", "s", "en"]);
            let first = chance.pick(&roots);
            let middle = if chance.percent(35) { chance.pick(&roots) } else { "" };
            let ending = chance.pick(&["", "", "", "en", "s"]);
            nouns.push(format!("{first}{middle}{link}{}{ending}", chance.pick(&heads)));
        }
        let mut verbs: Vec<String> = Vec::new();
        for stem in &stems {
            verbs.extend(["t", "en", "de", ""].map(|ending| format!("{stem}{ending}")));
        }
        random.shuffle(&mut verbs);
        let plain = verbs.len();
        for prefix in &before {
            for stem in &stems {
                verbs.extend(["t", "en", "de", "d", "ende", "ing"].map(|ending| format!("{prefix}{stem}{ending}")));
            }
        }
        let mut adjectives: Vec<String> = many.iter().flat_map(|word| [(*word).to_owned(), format!("{word}e")]).collect();
        random.shuffle(&mut adjectives);
        let short = adjectives.len();
        for root in &roots {
            for ending in ["rijk", "loos", "achtig", "vrij", "gericht", "matig", "gebonden", "technisch", "kundig", "zwak", "arm", "vast"] {
                adjectives.extend([format!("{root}{ending}"), format!("{root}{ending}e")]);
            }
        }
        for _ in 0..60_000 {
            adjectives.push(format!("{}{}{}", chance.pick(&roots), chance.pick(&before), chance.pick(&many)));
        }
        Self {
            nouns: Lexicon::new(nouns.into_iter(), single, random),
            verbs: Lexicon::new(verbs.into_iter(), plain, random),
            adjectives: Lexicon::new(adjectives.into_iter(), short, random),
        }
    }
}
