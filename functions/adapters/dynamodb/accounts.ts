import type { Company, Member } from '../../../shared/domain/people/member.ts'
import type { AccountsStore, Invitation, OAuthState, Session } from '../../ports/store.ts'
import { keys } from './keys.ts'
import { bare, type Row, type Table, ttl } from './table.ts'

function readMember(row: Row): Member {
  const { passwordHash: _hash, ...member } = bare<Member & { passwordHash?: string }>(row)
  return member
}

/** Rows with an `expiresAt` of their own keep it as `until` in milliseconds; the table's time to live is in seconds and lags. */
function readInvitation(row: Row): Invitation {
  const { until, ...rest } = bare<Invitation & { until: number }>(row)
  return { ...rest, expiresAt: until }
}

export function accountsStore(table: Table): AccountsStore {
  return {
    async company(slug) {
      const row = await table.get(keys.company(slug), 'quick')
      if (!row) return undefined
      const { sealedLinkKey, ...company } = bare<Company & { sealedLinkKey: string }>(row)
      return { company, sealedLinkKey }
    },
    async hasCompanies() {
      return (await table.get(keys.anyCompany())) !== undefined
    },
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
    async session(tokenHash, now) {
      const row = await table.get(keys.session(tokenHash))
      if (!row || Number(row['until']) <= now) return undefined
      return { company: String(row['company']), memberId: String(row['memberId']), expiresAt: Number(row['until']) }
    },
    async putSession(tokenHash, session: Session) {
      await table.put({
        ...keys.session(tokenHash),
        row: 'session',
        company: session.company,
        memberId: session.memberId,
        until: session.expiresAt,
        expiresAt: ttl(session.expiresAt),
      })
    },
    async removeSession(tokenHash) {
      await table.remove(keys.session(tokenHash))
    },
    async invitation(company, id) {
      const row = await table.get(keys.invitation(company, id))
      return row && readInvitation(row)
    },
    async invitations(company) {
      const rows = await table.query('pk = :pk', { ':pk': keys.invitation(company, '').pk })
      return rows.map(readInvitation)
    },
    async countTry(key, windowStart, windowSeconds) {
      const { row } = await table.update(keys.tries(key, windowStart), {
        UpdateExpression: 'ADD tries :one SET expiresAt = :end',
        ExpressionAttributeValues: { ':one': 1, ':end': ttl(windowStart + windowSeconds * 2000) },
        ReturnValues: 'UPDATED_NEW',
      })
      return Number(row?.['tries'] ?? 0)
    },
    async putOAuthState(stateHash, state) {
      await table.put({
        ...keys.oauthState(stateHash),
        row: 'state',
        ...state,
        until: state.expiresAt,
        expiresAt: ttl(state.expiresAt),
      })
    },
    async takeOAuthState(stateHash, now) {
      const row = await table.remove(keys.oauthState(stateHash))
      if (!row || Number(row['until']) <= now) return undefined
      const { until, ...state } = bare<OAuthState & { until: number }>(row)
      return { ...state, expiresAt: until }
    },
  }
}
