/**
 * Every code that an error or a finding may carry, with what it means. The list is closed: people script against it.
 * Prefixes say which layer speaks; see docs/codes.md, which is generated from this table.
 */
export const CODES = {
  internal: 'a defect in Epochscope itself',
  cancelled: 'the question was cancelled before it was answered',
  usage: 'the command or the request is not one that Epochscope knows',

  'engine/replaced': 'the reader did not answer in time and was started again; open files must be reopened',
  'engine/closed': 'the file, the window or the connection was closed while the question was open',
  'engine/busy': 'too many files or questions are open on this connection',
  'engine/protocol': 'a message between the page and the engine was malformed or too large',
  'engine/refused': 'the server refused the connection: its link is out of date, or too many windows are open',

  'source/not-found': 'no file has this name',
  'source/no-permission': 'the file exists, but this user may not read it',
  'source/not-a-file': 'the name belongs to a folder, a device or a pipe',
  'source/outside-root': 'the file lies outside the folder that is served',
  'source/empty': 'the file holds 0 bytes',
  'source/changed': 'size or modification time changed since the file was opened',
  'source/vanished': 'the file was removed or replaced since it was opened',
  'source/truncated': 'the file ends before the data that it declares',
  'source/read': 'the storage answered a read with an error or with too few bytes',

  'target/write': 'the file to be written could not be written',

  'format/unknown': 'the content is none of the known checkpoint formats',
  'format/unsupported': 'the content is recognised, but this version does not read the format',
  'format/not-a-checkpoint': 'the content is something else: a web page, an LFS pointer, a compressed copy, text',
  'format/header': 'the header of the format cannot be read, or contradicts itself',

  'zip/truncated': 'the file ends before its central directory',
  'zip/zero-tail': 'the end of the file is zeros: a copy that was never finished',
  'zip/no-directory': 'no end of central directory record was found',
  'zip/directory': 'the central directory contradicts itself or the file',
  'zip/entry': 'an entry cannot be read as the directory describes it',
  'zip/duplicate': 'two entries have the same name, and readers choose differently',
  'zip/encrypted': 'an entry is encrypted',
  'zip/method': 'an entry is compressed in a way that torch.save never uses',
  'zip/deflated-storage': 'a tensor payload is compressed: mmap=True would read garbage',
  'zip/crc': 'a record that was read does not match its checksum',
  'zip/limit': 'the archive claims more than the limits allow',
  'zip/name': 'an entry name is unsafe or malformed',
  'zip/missing-entry': 'an entry that the format needs is missing',
  'zip/unexpected': 'an entry is not part of the format',
  'zip/trailing': 'bytes follow the end of the archive',
  'zip/overhead': 'much of the file is not tensor data',

  'pickle/truncated': 'the pickle ends before its STOP opcode',
  'pickle/opcode': 'a byte is no opcode of protocols 0 to 5, or its argument is malformed',
  'pickle/stack': 'an opcode needs operands that the stack does not hold',
  'pickle/memo': 'the pickle reads a memo entry that was never written',
  'pickle/limit': 'the pickle claims more than the limits allow',
  'pickle/string': 'a string is not valid UTF-8',
  'pickle/type': 'an opcode was applied to a value of the wrong type',
  'pickle/trailing': 'bytes follow the STOP opcode',
  'pickle/expansion': 'sharing would expand to more paths than are listed',
  'pickle/unhashable-key': 'a dictionary key is a value that Python cannot hash',

  'storage/missing': 'a tensor refers to a storage that the file does not hold',
  'storage/short': 'a storage holds fewer bytes than its tensors need',
  'storage/long': 'a storage holds more bytes than it declares',
  'storage/type': 'one storage is declared with two element types, or with an unknown one',
  'storage/unreferenced': 'a storage record belongs to no tensor',
  'storage/oversized': 'a tensor uses a small part of the storage that is saved with it',
  'storage/malformed': 'a persistent id does not describe a storage',
  'storage/overlap': 'two storages claim the same bytes of the file',

  'tensor/bounds': 'shape, stride and offset reach outside the storage',
  'tensor/malformed': 'a tensor description contradicts itself',
  'tensor/expanded': 'a tensor shows far more elements than its storage holds',
  'tensor/unknown-dtype': 'the element type is not known',
  'tensor/non-finite': 'a tensor holds NaN or infinities',
  'tensor/new-nan': 'elements became NaN from one checkpoint to the next',
  'tensor/retyped': 'tensors have another element type on the other side: values were compared, not bits',
  'tensor/unaligned': 'tensors have partners under another prefix, which diff --align brings together',
  'tensor/not-compared': 'two tensors could not be compared element by element',

  'optimizer/unmatched': 'optimizer state cannot be assigned to a parameter',
  'optimizer/no-state': 'parameters have no optimizer state',
  'optimizer/lr-zero': 'a parameter group has a learning rate of 0',

  'counter/mismatch': 'counters in the file, or the file name, disagree',
  'counter/skipped': 'the optimizer took fewer steps than there were batches',

  'series/unreadable': 'a file of the series could not be opened',
  'series/copy': 'two checkpoints of a series hold the same content',
  'series/missing-epoch': 'epochs are missing between the checkpoints of a series',
  'series/leading-gap': 'epochs before the first checkpoint of a series are not among its files',
  'series/step-arithmetic': 'steps and epochs of a series do not grow together',
  'series/order': 'file names are in another order than the steps inside',
  'series/nan-since': 'a tensor holds NaN from some checkpoint on',
  'series/frozen': 'weights never change over a series in which others do',
  'series/frozen-from': 'weights stop changing at some checkpoint of a series although others go on',
  'series/settling': 'the median relative change of weights shrinks from each checkpoint of a series to the next',
  'series/dead': 'the elements of a weight have all become 0',
  'series/exploding': 'the norm of a weight grows far beyond what it was',
  'series/unchanged-moment': 'optimizer moments never change although steps were taken',
} as const;

/** A code of the closed list {@link CODES}. */
export type Code = keyof typeof CODES;
