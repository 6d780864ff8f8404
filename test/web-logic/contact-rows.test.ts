import assert from 'node:assert/strict'
import { describe, test } from '@jest/globals'
import { contactRow, guessedKinds, portionsOf, tableOf, textOf } from '../../web/src/contacts/contact-rows.ts'

const rowsOf = (text: string) => {
  const { headings, rows } = tableOf(text)
  const kinds = guessedKinds(headings)
  return rows.map((row) => contactRow(row, kinds))
}

describe('contacts in files', () => {
  test('as Google Contacts saves them', () => {
    const text = [
      'First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value',
      'Noor,,Hassan,Nur,"Hassan, Ltd.",CEO,"Prefers ""mornings""",* myContacts,* Work,noor@example.test ::: n.hassan@example.test,noor@home.test,Mobile,+49 30 123 ::: +49 30 456',
    ].join('\r\n')
    assert.deepEqual(rowsOf(text), [
      {
        name: 'Noor Hassan',
        email: 'noor@example.test',
        otherEmails: 'n.hassan@example.test noor@home.test',
        phone: '+49 30 123',
        companyName: 'Hassan, Ltd.',
        notes: 'Prefers "mornings"',
      },
    ])
  })

  test('as Outlook saves them, and as people write tables in German, with semicolons or tabs', () => {
    const outlook =
      '\ufeff"First Name","Last Name","Company","E-mail Address","E-mail 2 Address","Business Phone","Mobile Phone"\n' +
      '"Max","Muster","Muster AG","max@muster.test","","","0170 1"\n\n,,,,,,\n'
    assert.deepEqual(rowsOf(outlook), [
      { name: 'Max Muster', email: 'max@muster.test', phone: '0170 1', companyName: 'Muster AG' },
    ])
    for (const sign of [';', '\t'])
      assert.deepEqual(
        rowsOf(
          ['Name', 'E-Mail-Adresse', 'Firma', 'Sprache', 'Zeitzone'].join(sign) +
            '\n' +
            ['Jürgen', 'j@x.test', 'A, B', 'de', 'Europe/Berlin'].join(sign),
        ),
        [{ name: 'Jürgen', email: 'j@x.test', companyName: 'A, B', locale: 'de', timeZone: 'Europe/Berlin' }],
      )
    assert.deepEqual(guessedKinds(['Vorname', 'Nachname', 'Mail', 'Telefon', 'Notizen', 'Geburtstag']), [
      'firstName',
      'lastName',
      'email',
      'phone',
      'notes',
      'leftOut',
    ])
  })

  test('a column that is said to be something else is', () => {
    assert.deepEqual(contactRow(['a@x.test', 'A'], ['leftOut', 'name']), { name: 'A' })
    assert.deepEqual(contactRow(['', 'a@x.test b@x.test'], ['email', 'otherEmails']), {
      email: 'a@x.test',
      otherEmails: 'b@x.test',
    })
  })

  test('bytes are read as they were written: UTF-8, UTF-16 with its mark, and what older Windows programs write', () => {
    const bytes = (text: string, encode: (code: number) => number[], mark: number[] = []) =>
      new Uint8Array([...mark, ...[...text].flatMap((letter) => encode(letter.charCodeAt(0)))])
    assert.equal(textOf(new TextEncoder().encode('Zoë')), 'Zoë')
    assert.equal(textOf(bytes('Zoë', (code) => [code & 255, code >> 8], [0xff, 0xfe])), 'Zoë')
    assert.equal(textOf(bytes('Zoë', (code) => [code >> 8, code & 255], [0xfe, 0xff])), 'Zoë')
    assert.equal(textOf(bytes('Zoë', (code) => [code])), 'Zoë')
    assert.throws(() => tableOf('a,b\n"open,1'), /quote/i)
  })

  test('rows go in portions of a number and a size, and none is left out', () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({ name: `N${n}`, email: `n${n}@x.test` }))
    assert.deepEqual(
      portionsOf(rows, 50, 1e6).map(({ length }) => length),
      [50, 50, 20],
    )
    const small = portionsOf(rows, 50, 100)
    assert.deepEqual(small.flat(), rows)
    assert.ok(small.every((portion) => portion.length === 1 || JSON.stringify(portion).length < 110))
    assert.deepEqual(portionsOf([{ name: 'x'.repeat(500) }], 50, 100).length, 1)
  })
})
