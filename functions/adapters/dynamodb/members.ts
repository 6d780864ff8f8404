import type { Member } from '../../../shared/domain/people/member.ts'
import type { Members, MemberWrite } from '../../ports/members.ts'
import { put, versionIs, type WritesOf } from './actions.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table } from './table.ts'

export function members(table: Table): Members {
  return {
    async member(company, id) {
      const row = await table.get(keys.member(company, id))
      return row && readMember(row)
    },
    async members(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.member(company, '').pk })
      return rows.map(readMember)
    },
    async login(email) {
      const way = await table.get(keys.login(email))
      if (!way) return undefined
      const row = await table.get(keys.member(String(way['company']), String(way['memberId'])))
      return row && { member: readMember(row), passwordHash: String(row['passwordHash']) }
    },
  }
}

export const memberWrites: WritesOf<MemberWrite> = {
  member(write, table) {
    const { member, passwordHash } = write
    return [
      put(table, { ...keys.member(member.company, member.id), row: 'member', ...member, passwordHash }, versionIs(0)),
      put(
        table,
        { ...keys.login(member.email), row: 'login', company: member.company, memberId: member.id },
        versionIs(0),
      ),
    ]
  },
  changedMember(write, table) {
    const { member } = write
    return [
      {
        Update: {
          TableName: table,
          Key: keys.member(member.company, member.id),
          UpdateExpression: 'SET #name = :name, #timeZone = :timeZone, #role = :role',
          ConditionExpression: 'attribute_exists(pk)',
          ExpressionAttributeNames: { '#name': 'name', '#timeZone': 'timeZone', '#role': 'role' },
          ExpressionAttributeValues: { ':name': member.name, ':timeZone': member.timeZone, ':role': member.role },
        },
      },
    ]
  },
}

/** A member without the hash of their password. */
export function readMember(row: Row): Member {
  const { passwordHash: _hash, ...member } = bare<Member & { passwordHash?: string }>(row)
  return member
}
