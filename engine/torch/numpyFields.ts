/** The type of a field, as `readNumpyDtype` gives it. */
interface FieldType {
  readonly fieldName: string;
  readonly itemSize: number;
  readonly subShape?: readonly number[];
}

/** A field of a structured dtype. */
export interface NumpyField {
  readonly name: string;
  readonly dtype: FieldType;
  /** Bytes from the beginning of the element. */
  readonly offset: number;
}

/**
 * A structured dtype as numpy prints it: packed fields as a list of pairs, others as a dict with their offsets.
 */
export function describeFields(fields: readonly NumpyField[], itemSize: number, isAligned: boolean): string {
  let end = 0;
  let isPacked = !isAligned;
  for (const { dtype, offset } of fields) {
    isPacked &&= offset === end;
    end = offset + dtype.itemSize;
  }
  if (isPacked && end === itemSize) {
    return `[${fields.map(({ name, dtype }) => `('${name}', ${formatOf(dtype)}${shapeOf(dtype)})`).join(', ')}]`;
  }
  const list = (items: readonly string[]): string => `[${items.join(', ')}]`;
  const formats = fields.map(({ dtype }) =>
    dtype.subShape ? `(${formatOf(dtype)}${shapeOf(dtype)})` : formatOf(dtype),
  );
  const parts = [
    `'names': ${list(fields.map(({ name }) => `'${name}'`))}`,
    `'formats': ${list(formats)}`,
    `'offsets': ${list(fields.map(({ offset }) => String(offset)))}`,
    `'itemsize': ${itemSize}`,
    ...(isAligned ? [`'aligned': True`] : []),
  ];
  return `{${parts.join(', ')}}`;
}

/** A structure within a structure is printed as it is, a plain type in quotes. */
function formatOf({ fieldName }: FieldType): string {
  return /^[[{(]/u.test(fieldName) ? fieldName : `'${fieldName}'`;
}

function shapeOf({ subShape }: FieldType): string {
  if (subShape === undefined) return '';
  return `, (${subShape.join(', ')}${subShape.length === 1 ? ',' : ''})`;
}
