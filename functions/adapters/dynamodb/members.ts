import { z } from 'zod'
import type { Member } from '../../../shared/domain/people/member.ts'
import { colourings, hourFormats, hourHeights, themes } from '../../../shared/domain/people/preferences.ts'
import type { Members, MemberWrite, PageWord } from '../../ports/members.ts'
import { type Action, changeOf, put, versionIs, type WritesOf } from './actions.ts'
import { eventReminder, privacy } from './event-schema.ts'
import type { Key } from './keys.ts'
import { readerOf } from './row-codec.ts'
import type { Table } from './table.ts'

export const memberKey = (company: string, id: string): Key => ({ pk: `${company}#members`, sk: id })
const pageWordKey = (company: string, word: string): Key => ({ pk: `${company}#pageWords`, sk: word })
const loginKey = (email: string): Key => ({ pk: `~login#${email}`, sk: 'login' })

/** Reads a member without the hash of their password. */
export const readMember = readerOf<Member>()(
  'member',
  z.object({
    id: z.string(),
    company: z.string(),
    email: z.string(),
    name: z.string(),
    role: z.enum(['owner', 'admin', 'member']),
    timeZone: z.string(),
    locale: z.string().optional(),
    picture: z.string().optional(),
    hourFormat: z.enum(hourFormats).optional(),
    firstWeekday: z.number().optional(),
    theme: z.enum(themes).optional(),
    defaultPrivacy: privacy.optional(),
    defaultReminders: z.array(eventReminder).optional(),
    wholeDayRemindersAt: z.string().optional(),
    showsWeekends: z.boolean().optional(),
    showsDeclined: z.boolean().optional(),
    showsWeekNumbers: z.boolean().optional(),
    secondTimeZone: z.string().optional(),
    hourHeight: z.enum(hourHeights).optional(),
    colourBy: z.enum(colourings).optional(),
    splitsPeople: z.boolean().optional(),
    pageWord: z.string().optional(),
    pageIntroduction: z.string().optional(),
    groups: z.array(z.object({ name: z.string(), people: z.array(z.string()) })).optional(),
  }),
)
const readPassword = readerOf<{ passwordHash: string }>()('member', z.object({ passwordHash: z.string() }))
const readLogin = readerOf<{ company: string; memberId: string }>()(
  'login',
  z.object({ company: z.string(), memberId: z.string() }),
)

const readPageWord = readerOf<PageWord>()(
  'pageWord',
  z.object({ company: z.string(), word: z.string(), memberId: z.string() }),
)

/** A word is taken away where it is this member's, or nobody's. */
const withoutPageWord = ({ company, word, memberId }: PageWord, table: string): Action => ({
  Delete: {
    TableName: table,
    Key: pageWordKey(company, word),
    ConditionExpression: 'attribute_not_exists(pk) OR memberId = :memberId',
    ExpressionAttributeValues: { ':memberId': memberId },
  },
})

export function members(table: Table): Members {
  return {
    async member(company, id) {
      const row = await table.get(memberKey(company, id))
      return row && readMember(row)
    },
    async members(company) {
      const rows = await table.query('pk = :pk', { ':pk': memberKey(company, '').pk })
      return rows.map(readMember)
    },
    async pageWordHolder(company, word) {
      const row = await table.get(pageWordKey(company, word))
      return row && readPageWord(row).memberId
    },
    async login(email) {
      const way = await table.get(loginKey(email))
      if (!way) return undefined
      const { company, memberId } = readLogin(way)
      const row = await table.get(memberKey(company, memberId))
      return row && { member: readMember(row), ...readPassword(row) }
    },
  }
}

export const memberWrites: WritesOf<MemberWrite> = {
  noMember: {
    actions({ member: { company, id, email, pageWord } }, table) {
      return [
        { Delete: { TableName: table, Key: memberKey(company, id), ConditionExpression: 'attribute_exists(pk)' } },
        { Delete: { TableName: table, Key: loginKey(email) } },
        ...(pageWord ? [withoutPageWord({ company, word: pageWord, memberId: id }, table)] : []),
      ]
    },
  },
  pageWord: {
    actions({ held, before }, table) {
      const row = { ...pageWordKey(held.company, held.word), row: 'pageWord', ...held }
      const isStill =
        before === undefined
          ? versionIs(0)
          : { ConditionExpression: 'memberId = :before', ExpressionAttributeValues: { ':before': before } }
      return [put(table, row, isStill)]
    },
  },
  noPageWord: { actions: ({ held }, table) => [withoutPageWord(held, table)] },
  checkOwner: {
    actions({ company, id }, table) {
      return [
        {
          ConditionCheck: {
            TableName: table,
            Key: memberKey(company, id),
            ConditionExpression: '#role = :owner',
            ExpressionAttributeNames: { '#role': 'role' },
            ExpressionAttributeValues: { ':owner': 'owner' },
          },
        },
      ]
    },
  },
  member: {
    actions(write, table) {
      const { member, passwordHash } = write
      return [
        put(table, { ...memberKey(member.company, member.id), row: 'member', ...member, passwordHash }, versionIs(0)),
        put(
          table,
          { ...loginKey(member.email), row: 'login', company: member.company, memberId: member.id },
          versionIs(0),
        ),
      ]
    },
    async found({ member: { company, id } }, table) {
      return (await members(table).member(company, id)) ? 'there' : 'notThere'
    },
  },
  changedMember: {
    actions({ company, id, change }, table) {
      const changesNothing = Object.values(change).every((value) => value === undefined)
      const key = memberKey(company, id)
      if (changesNothing)
        return [{ ConditionCheck: { TableName: table, Key: key, ConditionExpression: 'attribute_exists(pk)' } }]
      return [
        {
          Update: {
            TableName: table,
            Key: key,
            ...changeOf(change),
          },
        },
      ]
    },
  },
}
