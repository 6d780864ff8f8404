import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { ChangeBus } from '../../ports/job-queue.ts'

const ENTRIES_PER_CALL = 10

export function eventBridgeBus(busName: string): ChangeBus {
  const client = new EventBridgeClient({})
  return {
    async publish(notices) {
      const refused: number[] = []
      for (let i = 0; i < notices.length; i += ENTRIES_PER_CALL) {
        const entries = notices.slice(i, i + ENTRIES_PER_CALL).map((notice) => ({
          EventBusName: busName,
          Source: 'almanac',
          DetailType: `${notice.subjectKind} ${notice.kind}`,
          Detail: JSON.stringify(notice),
        }))
        const answer = await client.send(new PutEventsCommand({ Entries: entries }))
        for (const [at, entry] of (answer.Entries ?? []).entries()) if (entry.ErrorCode) refused.push(i + at)
      }
      return refused
    },
  }
}
