/** Pictures that kinds and types may have. */
export const RECORD_ICONS = [
  'star',
  'check',
  'user',
  'people',
  'phone',
  'mail',
  'calendar',
  'file',
  'flag',
  'heart',
  'wrench',
  'cart',
] as const
export type RecordIcon = (typeof RECORD_ICONS)[number]

/** Where a record stands on its way. */
export interface RecordStage {
  id: string
  /** Absent: one of those that stand at the start, which pages word in the language of their reader. */
  name?: string | undefined
  /** Records in it are done with. */
  isClosed?: boolean | undefined
}

/** A kind of record: kinds are data of the company. */
export interface RecordKind {
  id: string
  name?: string | undefined
  icon: RecordIcon
  /** In their order; a new record stands in the first. */
  stages: RecordStage[]
  /** No new ones are made; those that there are stay. */
  isHidden?: boolean | undefined
}

/** What may be planned on a record. */
export interface ActivityType {
  id: string
  name?: string | undefined
  icon: RecordIcon
  /** It involves the time of others: it is placed in the calendar. */
  isPlaced?: boolean | undefined
  /** Due so many days after it is planned, where nothing else is said. */
  dueInDays: number
  /** What usually follows when it is done. */
  next?: string | undefined
  isHidden?: boolean | undefined
}

/** What a company follows up and how, kept together. */
export interface RecordSettings {
  company: string
  version: number
  kinds: RecordKind[]
  activityTypes: ActivityType[]
}

export const MOST_KINDS = 20
export const MOST_STAGES = 12
export const MOST_ACTIVITY_TYPES = 30

/** What stands at the start. */
export const firstRecordSettings = (company: string): RecordSettings => ({
  company,
  version: 0,
  kinds: [
    {
      id: 'opportunity',
      icon: 'star',
      stages: [
        { id: 'new' },
        { id: 'qualified' },
        { id: 'proposition' },
        { id: 'won', isClosed: true },
        { id: 'lost', isClosed: true },
      ],
    },
    {
      id: 'task',
      icon: 'check',
      stages: [{ id: 'new' }, { id: 'underway' }, { id: 'done', isClosed: true }, { id: 'cancelled', isClosed: true }],
    },
    {
      id: 'appraisal',
      icon: 'user',
      stages: [{ id: 'new' }, { id: 'confirmed' }, { id: 'done', isClosed: true }],
    },
  ],
  activityTypes: [
    { id: 'meeting', icon: 'people', isPlaced: true, dueInDays: 3, next: 'todo' },
    { id: 'demoCall', icon: 'calendar', isPlaced: true, dueInDays: 2, next: 'call' },
    { id: 'call', icon: 'phone', dueInDays: 2, next: 'email' },
    { id: 'todo', icon: 'check', dueInDays: 5 },
    { id: 'email', icon: 'mail', dueInDays: 0, next: 'call' },
  ],
})

export const kindOf = ({ kinds }: RecordSettings, id: string): RecordKind | undefined =>
  kinds.find((one) => one.id === id)

export const activityTypeOf = ({ activityTypes }: RecordSettings, id: string): ActivityType | undefined =>
  activityTypes.find((one) => one.id === id)

type Unnumbered<T> = Omit<T, 'id'> & { id?: string | undefined }

/** Settings as they are given: what is new has no id yet. */
export interface RecordSettingsGiven {
  kinds: (Unnumbered<Omit<RecordKind, 'stages'>> & { stages: Unnumbered<RecordStage>[] })[]
  activityTypes: Unnumbered<ActivityType>[]
}

type Settings = Pick<RecordSettings, 'kinds' | 'activityTypes'>

/** The same with an id for each that is new. */
export function withIds({ kinds, activityTypes }: RecordSettingsGiven, newId: () => string): Settings {
  return {
    kinds: kinds.map(({ stages, ...kind }) => ({
      ...kind,
      id: kind.id ?? newId(),
      stages: stages.map((stage) => ({ ...stage, id: stage.id ?? newId() })),
    })),
    activityTypes: activityTypes.map((type) => ({ ...type, id: type.id ?? newId() })),
  }
}

interface SettingsFault {
  path: string
  code: 'missing' | 'twice' | 'notOfCompany'
}

/** What is wrong with the words of one list: an id twice, no name, or one that is left out. */
function faultsOfList(
  next: { id: string; name?: string | undefined }[],
  former: { id: string; name?: string | undefined }[],
  first: { id: string }[],
  path: string,
): SettingsFault[] {
  const has = (list: { id: string }[], id: string) => list.some((one) => one.id === id)
  return [
    ...next.flatMap(({ id, name }, i): SettingsFault[] => {
      if (next.findIndex((one) => one.id === id) < i) return [{ path: `${path}.${i}.id`, code: 'twice' }]
      return !name && !has(first, id) ? [{ path: `${path}.${i}.name`, code: 'missing' }] : []
    }),
    ...(former.every(({ id }) => has(next, id)) ? [] : [{ path, code: 'missing' } as const]),
  ]
}

/**
 * What is wrong with settings. Records and activities name kinds, stages and types: those that there were may be
 * renamed, put in order and hidden, and stay.
 */
export function settingsFaults(next: Settings, former: RecordSettings): SettingsFault[] {
  const first = firstRecordSettings(former.company)
  return [
    ...faultsOfList(next.kinds, former.kinds, first.kinds, 'kinds'),
    ...next.kinds.flatMap((kind, i) =>
      faultsOfList(
        kind.stages,
        kindOf(former, kind.id)?.stages ?? [],
        kindOf(first, kind.id)?.stages ?? [],
        `kinds.${i}.stages`,
      ),
    ),
    ...faultsOfList(next.activityTypes, former.activityTypes, first.activityTypes, 'activityTypes'),
    ...next.activityTypes.flatMap(({ next: following }, i): SettingsFault[] =>
      following === undefined || next.activityTypes.some(({ id }) => id === following)
        ? []
        : [{ path: `activityTypes.${i}.next`, code: 'notOfCompany' }],
    ),
  ]
}
