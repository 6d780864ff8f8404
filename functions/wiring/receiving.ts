import { dynamoRepositories } from '../adapters/dynamodb/repositories.ts'
import { icalendarReplies } from '../adapters/icalendar/calendar-replies.ts'
import { s3ReceivedMails } from '../adapters/s3/received-mails.ts'
import { systemRandomness } from '../adapters/system/randomness.ts'
import { clock, required } from './environment.ts'

/** What receiving mails takes: by itself, for a parser of mails is large. */
export const receivingTools = () => ({
  store: dynamoRepositories(required('TABLE_NAME')),
  clock: clock(),
  random: systemRandomness,
  mails: s3ReceivedMails(required('MAILS_BUCKET')),
  calendarReplies: icalendarReplies,
  inboundDomain: required('INBOUND_DOMAIN'),
})
