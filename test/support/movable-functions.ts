import ts from 'typescript'

/** What only the machine has: whoever asks for it cannot stand in the domain, which a browser runs too. */
const MACHINE = new Set(['process', 'Buffer', 'console', 'setTimeout', 'setInterval', 'performance', 'fetch', 'crypto'])

type Names = Map<string, { imported: string } | { declared: ts.Node }>

/** What the names at the top of a file stand for. */
function namesIn(source: ts.SourceFile): Names {
  const names: Names = new Map()
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      const imported = (statement.moduleSpecifier as ts.StringLiteral).text
      const { name, namedBindings } = statement.importClause ?? {}
      if (name) names.set(name.text, { imported })
      if (namedBindings && ts.isNamespaceImport(namedBindings)) names.set(namedBindings.name.text, { imported })
      if (namedBindings && ts.isNamedImports(namedBindings))
        for (const one of namedBindings.elements) names.set(one.name.text, { imported })
    } else if (ts.isVariableStatement(statement)) {
      for (const one of statement.declarationList.declarations)
        if (ts.isIdentifier(one.name)) names.set(one.name.text, { declared: one })
    } else if ('name' in statement && statement.name)
      names.set((statement.name as ts.Identifier).text, { declared: statement })
  }
  return names
}

/** Whether an identifier is only the name of a property: `x.name`, `{ name: x }`. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node
  return (
    (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isPropertySignature(parent) && parent.name === node) ||
    (ts.isBindingElement(parent) && parent.propertyName === node)
  )
}

const isClockOrChance = (node: ts.Node) =>
  (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random)$/.test(node.getText())) ||
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)

/**
 * Whether a node needs more than the domain: it waits, or it reaches a name that leads elsewhere, directly or by others
 * of its file.
 */
function needsMore(node: ts.Node, names: Names, seen: Set<ts.Node>): boolean {
  if (seen.has(node)) return false
  seen.add(node)
  if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword || isClockOrChance(node)) return true
  if (ts.isIdentifier(node) && !isPropertyName(node)) {
    const found = names.get(node.text)
    if (!found && MACHINE.has(node.text)) return true
    if (found && 'imported' in found && !/\/shared\/domain\//.test(found.imported)) return true
    if (found && 'declared' in found && needsMore(found.declared, names, seen)) return true
  }
  return ts.forEachChild(node, (child) => needsMore(child, names, seen) || undefined) ?? false
}

/**
 * The functions at the top of a file that could stand in the domain: they wait for nothing, and all that they name
 * (types too) is the domain's or could move with them. Whatever they are handed decides nothing: what a port or a tool
 * is says its type.
 */
export function movableFunctions(text: string): string[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true)
  const names = namesIn(source)
  return source.statements.flatMap((statement) => {
    const found: [name: string, node: ts.Node][] = []
    if (ts.isFunctionDeclaration(statement) && statement.name) found.push([statement.name.text, statement])
    if (ts.isVariableStatement(statement))
      for (const { name, initializer } of statement.declarationList.declarations)
        if (initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)))
          found.push([name.getText(), initializer])
    return found.flatMap(([name, node]) => (needsMore(node, names, new Set()) ? [] : [name]))
  })
}
