import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { type Recipient, recipientOfWord, wordOfRecipient } from '../../../shared/domain/effects/recipient.ts'

/** The words that stand in tables and went out in Message-IDs: they never change. */
const words: [Recipient, string][] = [
  [{ to: 'customer' }, 'customer'],
  [{ to: 'invited' }, 'invited'],
  [{ to: 'guest', email: 'a:b@example.test' }, 'guest:a:b@example.test'],
  [{ to: 'cc', email: 'desk@example.test' }, 'cc:desk@example.test'],
  [{ to: 'host', memberId: '0abc' }, 'host:0abc'],
  [{ to: 'connection', memberId: '0abc', connectionId: '1def' }, '0abc/1def'],
  [{ to: 'nobody' }, ''],
]

describe('a recipient in one word', () => {
  for (const [recipient, word] of words)
    test(`${JSON.stringify(recipient)} is "${word}", both ways`, () => {
      assert.equal(wordOfRecipient(recipient), word)
      assert.deepEqual(recipientOfWord(word), recipient)
    })

  for (const word of ['host:', 'guest:', 'somebody', '/', 'a/'])
    test(`"${word}" names nobody`, () => assert.throws(() => recipientOfWord(word), /is no recipient/))
})
