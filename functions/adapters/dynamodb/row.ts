/** An item of the table by its attributes, as DynamoDB's document client gives and takes it. */
export type Row = Record<string, unknown>
