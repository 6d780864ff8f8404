import { providerKeys } from '../../shared/domain/event/calendar-providers.ts'

/** What a permission is about; the stack knows the ARN of each. */
export type Target =
  | 'table'
  | 'pendingIndex'
  | 'key'
  | 'bus'
  | 'syncQueue'
  | 'schedules'
  | 'scheduleRole'
  | 'mailIdentity'
  | 'mailConfiguration'
  | 'receivedMails'

export interface Permission {
  actions: string[]
  on: Target
}

const table = (...verbs: string[]): Permission => ({ actions: verbs.map((verb) => `dynamodb:${verb}`), on: 'table' })
const pending: Permission = { actions: ['dynamodb:Query'], on: 'pendingIndex' }
const open: Permission = { actions: ['kms:Decrypt'], on: 'key' }
const seal: Permission = { actions: ['kms:GenerateDataKey'], on: 'key' }
const announce: Permission = { actions: ['events:PutEvents'], on: 'bus' }
const enqueue: Permission = { actions: ['sqs:SendMessage'], on: 'syncQueue' }
/** A raw message is allowed by both names; and the settings by which it goes are asked for as well. */
const mail: Permission[] = [
  { actions: ['ses:SendEmail', 'ses:SendRawEmail'], on: 'mailIdentity' },
  { actions: ['ses:SendEmail', 'ses:SendRawEmail'], on: 'mailConfiguration' },
]
const plan: Permission[] = [
  { actions: ['scheduler:CreateSchedule'], on: 'schedules' },
  { actions: ['iam:PassRole'], on: 'scheduleRole' },
]
const unplan: Permission = { actions: ['scheduler:DeleteSchedule'], on: 'schedules' }

/**
 * Every function by its handler: only the actions and things that it uses. Held against the calls recorded during the
 * whole test run, both ways: nothing missing, nothing unused.
 */
export const permissions: Record<string, Permission[]> = {
  'http/public.handler': [
    table('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    open,
  ],
  ...Object.fromEntries(
    providerKeys.map((key) => [`webhooks/${key}.handler`, [table('GetItem', 'UpdateItem'), enqueue]]),
  ),
  'webhooks/stripe.handler': [table('GetItem', 'UpdateItem'), open, announce],
  // What is paid claims its time, or gives it back.
  'jobs/settle-payments.handler': [
    table('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    open,
  ],
  'http/app.handler': [
    table('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    pending,
    open,
    seal,
    enqueue,
    ...mail,
  ],
  'jobs/publish-changes.handler': [
    // The rows of the search index are written in batches. What a change sets free is held for whoever waits for it.
    table(
      'GetItem',
      'BatchGetItem',
      'Query',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'ConditionCheckItem',
    ),
    announce,
    enqueue,
  ],
  // What went is taken from the list of mails that did not.
  'jobs/send-mail.handler': [
    table('GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'),
    open,
    ...mail,
  ],
  'jobs/hear-of-mail.handler': [table('BatchGetItem', 'Query', 'PutItem')],
  // An answer of a mail client is one of the page: it may free a time.
  'jobs/receive-mail.handler': [
    table('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    { actions: ['s3:GetObject'], on: 'receivedMails' },
  ],
  'jobs/sync-calendar.handler': [
    table('GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'),
    open,
    seal,
    { actions: ['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], on: 'syncQueue' },
  ],
  'jobs/send-reminder.handler': [table('GetItem', 'Query', 'PutItem'), announce, ...plan, unplan],
  'jobs/sweep.handler': [
    // A hold that ends is given back to what counted it: those rows are read in one go. A meeting of many that nobody
    // spread yet is put into each calendar under the version of its event. Events that are older than the search index
    // are looked for in all of the table, once.
    table(
      'GetItem',
      'BatchGetItem',
      'Query',
      'Scan',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'BatchWriteItem',
      'ConditionCheckItem',
    ),
    pending,
    announce,
    enqueue,
    ...plan,
  ],
}
