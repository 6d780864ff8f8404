/** Names that zones had once, after the one of today (backward of the tz database 2025b, public domain). */
const table =
  'Africa/Abidjan=Iceland;Africa/Asmara=Africa/Asmera;Africa/Bamako=Africa/Timbuktu;Africa/Cairo=Egypt;' +
  'Africa/Tripoli=Libya;America/Adak=America/Atka,US/Aleutian;America/Anchorage=US/Alaska;' +
  'America/Argentina/Buenos_Aires=America/Buenos_Aires;' +
  'America/Argentina/Catamarca=America/Argentina/ComodRivadavia,America/Catamarca;' +
  'America/Argentina/Cordoba=America/Cordoba,America/Rosario;America/Argentina/Jujuy=America/Jujuy;' +
  'America/Argentina/Mendoza=America/Mendoza;America/Atikokan=America/Coral_Harbour;America/Chicago=US/Central;' +
  'America/Denver=America/Shiprock,Navajo,US/Mountain;America/Detroit=US/Michigan;' +
  'America/Edmonton=America/Yellowknife,Canada/Mountain;America/Halifax=Canada/Atlantic;America/Havana=Cuba;' +
  'America/Indiana/Indianapolis=America/Fort_Wayne,America/Indianapolis,US/East-Indiana;' +
  'America/Indiana/Knox=America/Knox_IN,US/Indiana-Starke;America/Iqaluit=America/Pangnirtung;' +
  'America/Jamaica=Jamaica;America/Kentucky/Louisville=America/Louisville;America/Los_Angeles=US/Pacific;' +
  'America/Manaus=Brazil/West;America/Mazatlan=Mexico/BajaSur;America/Mexico_City=Mexico/General;' +
  'America/New_York=US/Eastern;America/Noronha=Brazil/DeNoronha;America/Nuuk=America/Godthab;' +
  'America/Phoenix=US/Arizona;America/Regina=Canada/Saskatchewan;America/Rio_Branco=America/Porto_Acre,Brazil/Acre;' +
  'America/Santiago=Chile/Continental;America/Sao_Paulo=Brazil/East;America/St_Johns=Canada/Newfoundland;' +
  'America/St_Thomas=America/Virgin;America/Tijuana=America/Ensenada,America/Santa_Isabel,Mexico/BajaNorte;' +
  'America/Toronto=America/Montreal,America/Nipigon,America/Thunder_Bay,Canada/Eastern;' +
  'America/Vancouver=Canada/Pacific;America/Whitehorse=Canada/Yukon;' +
  'America/Winnipeg=America/Rainy_River,Canada/Central;Antarctica/McMurdo=Antarctica/South_Pole;' +
  'Asia/Ashgabat=Asia/Ashkhabad;Asia/Dhaka=Asia/Dacca;Asia/Ho_Chi_Minh=Asia/Saigon;Asia/Hong_Kong=Hongkong;' +
  'Asia/Jerusalem=Asia/Tel_Aviv,Israel;Asia/Kathmandu=Asia/Katmandu;Asia/Kolkata=Asia/Calcutta;' +
  'Asia/Macau=Asia/Macao;Asia/Makassar=Asia/Ujung_Pandang;Asia/Nicosia=Europe/Nicosia;Asia/Seoul=ROK;' +
  'Asia/Shanghai=Asia/Chongqing,Asia/Chungking,Asia/Harbin,PRC;Asia/Singapore=Singapore;Asia/Taipei=ROC;' +
  'Asia/Tehran=Iran;Asia/Thimphu=Asia/Thimbu;Asia/Tokyo=Japan;Asia/Ulaanbaatar=Asia/Choibalsan,Asia/Ulan_Bator;' +
  'Asia/Urumqi=Asia/Kashgar;Asia/Yangon=Asia/Rangoon;Atlantic/Faroe=Atlantic/Faeroe;' +
  'Australia/Adelaide=Australia/South;Australia/Brisbane=Australia/Queensland;' +
  'Australia/Broken_Hill=Australia/Yancowinna;Australia/Darwin=Australia/North;' +
  'Australia/Hobart=Australia/Currie,Australia/Tasmania;Australia/Lord_Howe=Australia/LHI;' +
  'Australia/Melbourne=Australia/Victoria;Australia/Perth=Australia/West;' +
  'Australia/Sydney=Australia/ACT,Australia/Canberra,Australia/NSW;Europe/Berlin=Atlantic/Jan_Mayen;' +
  'Europe/Chisinau=Europe/Tiraspol;Europe/Dublin=Eire;Europe/Istanbul=Asia/Istanbul,Turkey;' +
  'Europe/Kyiv=Europe/Kiev,Europe/Uzhgorod,Europe/Zaporozhye;Europe/Lisbon=Portugal;' +
  'Europe/London=Europe/Belfast,GB,GB-Eire;Europe/Moscow=W-SU;Europe/Warsaw=Poland;Pacific/Auckland=NZ;' +
  'Pacific/Chatham=NZ-CHAT;Pacific/Easter=Chile/EasterIsland;Pacific/Guadalcanal=Pacific/Ponape;' +
  'Pacific/Honolulu=Pacific/Johnston,US/Hawaii;Pacific/Kanton=Pacific/Enderbury;Pacific/Kwajalein=Kwajalein;' +
  'Pacific/Pago_Pago=Pacific/Samoa,US/Samoa;Pacific/Port_Moresby=Pacific/Truk,Pacific/Yap;' +
  'UTC=Etc/GMT,Etc/GMT+0,Etc/GMT-0,Etc/GMT0,Etc/Greenwich,Etc/UCT,Etc/UTC,Etc/Universal,Etc/Zulu,GMT,GMT+0,GMT-0,GMT0,Greenwich,UCT,Universal,Zulu'

const today: ReadonlyMap<string, string> = new Map(
  table.split(';').flatMap((line) => {
    const [name = '', before = ''] = line.split('=')
    return before.split(',').map((old) => [old, name] as const)
  }),
)

/**
 * The name that a zone has today; a browser may still give an old one.
 * @example canonicalZone('Asia/Calcutta') // 'Asia/Kolkata'
 */
export const canonicalZone = (name: string): string => today.get(name) ?? name

/** The names that this zone had before: somebody may search by one of them. */
export const formerNames = (name: string): string[] => [...today].flatMap(([old, now]) => (now === name ? [old] : []))
