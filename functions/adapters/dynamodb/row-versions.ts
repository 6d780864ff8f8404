import type { Row } from './row.ts'
import { RowUnreadable } from './row-codec.ts'

/** Makes a row of one version of its kind's schema into one of the next. */
type Upgrade = (row: Row) => Row

/**
 * How old rows become what is written today: for each word in `row` its upgrades, the first of them from version 1 to
 * 2. A row without a version is of the first one. Whoever changes what a stored row looks like adds a line here, and
 * never edits one.
 */
const upgrades: Record<string, Upgrade[]> = {
  type: [
    // Before buffers could add up a type said nothing of them: they did not.
    (row) => ({ buffersAddUp: false, ...row }),
    // Before there were drafts and private links every type was published, for whoever had its address.
    (row) => ({ state: 'published', access: 'anyone', ...row }),
    // Before a type said so guests were allowed, everybody was mailed, and nobody else heard of it.
    (row) => ({
      allowGuests: true,
      confirmationMessage: '',
      confirmationMail: { isSent: true },
      cancellationMail: { isSent: true },
      ccTo: [],
      ...row,
    }),
    // Before a type said so it was free, nobody was asked whom they want, capacities counted wherever there were some,
    // no share of them was watched, no video meetings were made, no page listed anything, nothing was followed up, and
    // questions had no help.
    (row) => ({
      price: null,
      refundRule: { percent: 100, untilMinutesBefore: 0 },
      choose: 'automatic',
      showPictures: false,
      manageCapacities: true,
      approvalAbovePercent: null,
      videoCall: 'none',
      websites: [],
      createOpportunity: false,
      ...row,
      questions: (row['questions'] as object[]).map((question) => ({ help: '', ...question })),
    }),
  ],
}

const versionOf = (known: Record<string, Upgrade[]>, kind: unknown) => 1 + (known[String(kind)]?.length ?? 0)

/** A row with the version of its schema, as it is written. */
export function stamped(row: Row, known = upgrades): Row {
  return { ...row, rowVersion: versionOf(known, row['row']) }
}

/**
 * A row as today's code knows it, whichever release wrote it, without the version.
 * @throws RowUnreadable when a later release wrote it: guessing at its meaning could sell a time twice
 */
export function upgraded({ rowVersion = 1, ...row }: Row, known = upgrades): Row {
  const kind = row['row']
  const version = versionOf(known, kind)
  if (Number(rowVersion) > version)
    throw new RowUnreadable(String(kind), row, 'rowVersion', `it is ${rowVersion}, this release knows ${version}`)
  return (known[String(kind)] ?? []).slice(Number(rowVersion) - 1).reduce((old, upgrade) => upgrade(old), row)
}
