/**
 * Everything that a file can claim about itself (counts, lengths, depths) has a limit here, with its reason. A file that
 * claims more gets an `InspectError` with a `…/limit` code; it never gets memory.
 */
export const LIMITS = {
  /**
   * Entries of a zip. The largest checkpoints seen hold some 100,000 tensors; a million is asked for. An entry costs its
   * directory record (about 90 bytes) and 32 bytes of index, so this bounds an archive to about 250 MB.
   */
  zipEntries: 2_000_000,
  /** Bytes of a zip's central directory, which is held while the file is open: `zipEntries` records of torch.save's size. */
  zipDirectoryBytes: 192_000_000,
  /** Bytes of an entry name that are shown; longer ones are cut for display and reported. No file system allows more. */
  zipNameBytes: 4096,
  /** Entries of one name (ASCII case aside), which a look-up goes through one by one. An honest archive has one. */
  zipTwins: 100,
  /**
   * Longest run of occupied slots that a look-up of an entry follows. At half load a million random names stay below 100;
   * only names chosen to collide reach this, and they would make opening quadratic.
   */
  zipProbes: 2000,
  /**
   * What a compressed member may inflate to per byte in the file, once it is larger than `zipRatioFreeBytes`. Deflate
   * reaches 1,032 on zeros; pickles of real checkpoints stay below 20.
   */
  zipRatio: 200,
  /** Members up to this size may have any ratio: they fit in memory whatever they claim. */
  zipRatioFreeBytes: 64_000_000,
  /** Bytes of small records (`version`, `byteorder`, …): torch writes at most 40. */
  smallRecordBytes: 4096,
  /** How far the zeros at the end of a broken copy are followed back, to say where they begin. */
  zeroTailBytes: 4_000_000,
  /** Findings of one code that are listed one by one; the rest are counted. */
  findingsPerCode: 50,
  /**
   * Bytes of one pickle, which is in memory as a whole while it runs. A million tensors take some 130 MB; data belongs into
   * storages, not into the pickle.
   */
  pickleBytes: 268_435_456,
  /** Bytes of a safetensors header, as upstream caps it. */
  safetensorsHeaderBytes: 100_000_000,
  /**
   * Values on the stack of a pickle, and marks beside them. Python's pickler writes batches of 1,000; only a tuple is
   * pushed whole. 16 bytes each.
   */
  pickleStack: 16_777_216,
  /**
   * Opcodes of one pickle. A tensor takes 26, so this is two million tensors. The smallest opcodes make a list out of two
   * bytes; this many make less than 2 GB.
   */
  pickleOpcodes: 50_000_000,
  /** Characters of a module or a name that a pickle would import. They are shown with every object; Python's are short. */
  pickleNameLength: 4096,
  /** Bytes of one text in a pickle: half of what a JavaScript string may hold in V8. */
  pickleTextBytes: 268_435_456,
  /**
   * Bytes of one integer, and its decimal digits. Python itself refuses to read or print more than 4,300 digits; turning
   * this many into decimal takes some 50 ms.
   */
  integerBytes: 65_536,
  integerDigits: 157_827,
  /**
   * Items that known calls and BUILD may copy out of their arguments, beyond four times the pickle's size: an honest
   * pickle copies each item it holds about once, and an item takes a byte or more.
   */
  pickleCopiedItems: 4_194_304,
  /** Places of tensors that are listed whatever the sharing, and how many for each distinct tensor beyond (contract: "Sharing"). */
  expandedTensors: 10_000,
  expandedTensorsFactor: 16,
  /** Steps of all listed paths together: deep nesting with a tensor on each level makes paths that grow with the square. */
  pathSteps: 20_000_000,
  /** Characters of the JSON of a file's values, which is some 3 times its pickle; a file can name one text a million times. */
  valueTextLength: 536_870_912,
  /** Texts of more characters, and integers of more bits, are written once in that JSON and then referred to. */
  repeatedTextLength: 1024,
  /**
   * Bytes of a compressed storage, which is expanded whole to be read. torch never compresses storages; files that were packed
   * again by hand are small.
   */
  storageBytes: 1_073_741_824,
  /**
   * Elements that a comparison reads beyond its storages' bytes, and for each byte: a view can show one element a million times,
   * honest ones (expanded masks, packed types) stay far below.
   */
  comparedElements: 16_777_216,
  comparedElementsFactor: 16,
  /** Differences between values (no tensors) that are listed, and places that are visited to find them. */
  listedValueChanges: 10_000,
  comparedPlaces: 20_000_000,
  /** Steps of their paths together: of values nested 100,000 deep, twenty are listed. */
  changedPathSteps: 2_000_000,
  /** Places of an added, removed or replaced value up to which it is shown whole. */
  shownPlaces: 256,
  /** Characters or bytes of a changed text that is shown whole: 10,000 of them make a gigabyte at most. */
  shownTextLength: 65_536,
  /** Names without a partner that renames are looked for among, and candidates that each is compared with. */
  renameCandidates: 64,
  /** Checkpoints of one series, all open at once: systems allow a process 1,024 open files at least. */
  seriesFiles: 512,
  /** Channels of a quantizer, each with a scale of its own: as many as a large vocabulary has rows. */
  quantizerChannels: 1_048_576,
} as const;
