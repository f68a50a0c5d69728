/**
 * Words that one would not project in a class: English, German, French, Spanish and Italian, without accents. A handful of
 * each, as a person can be removed from a room but a word cannot be unread. Words that are also names are left out.
 * Written in rot13 so that neither a reader nor a search meets them by accident; `tr a-z n-za-m` reads and writes them.
 */
const rot13 = (text: string) =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(((letter.charCodeAt(0) - 97 + 13) % 26) + 97));

const words = (text: string) => rot13(text).trim().split(/\s+/);

/** Refused as a word of their own; inside other words they are innocent, as in the names of towns. */
export const REFUSED_WORDS = words(`
  nff nefr fuvg phag gjng jnax fyhg juber chffl obyybpxf cravf intvan frk cbeab encr encvfg crqb anmv
  xxx ergneq onfgneq gvgf spx shx obbof nefpu svpx uher ahggr fcnfg fcnfgv gvggra fpurvff xnpxr cvff
  cvffre zreqr chgr obhtabhyr pbhvyyrf avdhr fnynhq chgn chgb phyb crar pnmmb phyv grggr
`);

/** Refused also inside a longer word. */
export const REFUSED_PARTS = words(`
  shpx cuhpx avttre avttn snttbg nffubyr nefrubyr ohyyfuvg zbgureshpx pbpxfhpx jnaxre qvpxurnq uvgyre
  fvrturvy cbeauho nefpuybpu jvpufre jvkkre sbgmr uherafbua fpurvffr svpxra svpxre fpuynzcr zvfftroheg
  chgnva pbaaneq pbaanffr fnybcr raphyr ongneq svyfqrchgr zvreqn uvwbqrchgn tvyvcbyynf craqrwb pnoeba
  fgebamb chggnan inssnaphyb zvapuvn pbtyvbar
`);
