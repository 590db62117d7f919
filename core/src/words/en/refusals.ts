/**
 * A refusal is named by its code, which tests and exit codes hang on, and by why it came to it:
 * `message` says in one sentence what is wrong and names the object, `advice` what to do about it. No
 * value ever holds patient data. The viewer's workers are built without these sentences: what they
 * refuse is worded where it arrives.
 */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: 'The file has no DICOM Part 10 header.',
      advice: 'Choose a DICOM file.',
    },
    'no-prefix': {
      message: '{{file}} is not a DICOM file.',
      advice: 'Choose files that were exported as DICOM (Part 10).',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message: 'The contours of {{segment}} are not parallel to the slices of this CT series.',
      advice: 'Choose the CT series that it was drawn on.',
    },
    'drawn-otherwise': {
      message: '{{segmentation}} is drawn neither with a brush nor as contours.',
      advice: 'Paint the lesion with the brush, or draw its contours.',
    },
    'foreign-report': {
      message: 'The report {{report}} is not a mutation prediction of this product.',
      advice: 'Open it in the viewer that wrote it, or update this product.',
    },
    'map-pixels': {
      message: 'The values of {{object}} are not stored as 32-bit floating-point numbers.',
      advice: 'Open it in the viewer that wrote it.',
    },
    'multi-frame': {
      message: '{{image}} is a multi-frame image.',
      advice: 'Load the series as single-frame CT images.',
    },
    'newer-report': {
      message: 'The report {{report}} was written by a newer version.',
      advice: 'Open it in the viewer that wrote it, or update this product.',
    },
    'no-measurements': {
      message: 'The report {{report}} holds no measurement of a lesion.',
      advice: 'Open it in the viewer that wrote it.',
    },
    'no-parametric-map': {
      message: '{{object}} is no DICOM Parametric Map ({{type}}).',
      advice: 'Choose the map that was saved with the report.',
    },
    'no-segmentation': {
      message: '{{object}} is neither a DICOM segmentation nor a structure set ({{type}}).',
      advice: 'Choose a SEG or RTSTRUCT object.',
    },
    'not-fetched': {
      message: '{{object}} could not be fetched from the archive.',
      advice: 'Reload the study; if it stays so, ask the administrator of the archive.',
    },
    'not-fetched-status': {
      message: '{{object}} could not be fetched from the archive (HTTP {{status}}).',
      advice: 'Reload the study; if it stays so, ask the administrator of the archive.',
    },
    'not-hounsfield': {
      message:
        '{{image}} does not hold Hounsfield units: {{photometric}}, {{bitsStored}} of {{bitsAllocated}} bits, rescale slope {{slope}}, rescale type {{type}}.',
      advice: 'Export the original CT images.',
    },
    'no-numbers': {
      message_one: '{{image}} has {{count}} voxel that is no number.',
      message_other: '{{image}} has {{count}} voxels that are no numbers.',
      advice:
        'Give them the value that they stand for, such as −1000 HU outside the scanner’s field of view.',
    },
    'other-codestream-bits': {
      message:
        'The pixel data of {{object}} do not fit its attributes: a codestream has {{codedBits}} $t(terms.sign.{{codedSign}}) bits per sample where {{bitsStored}} $t(terms.sign.{{sign}}) of {{bitsAllocated}} belong, the highest in bit {{highBit}}.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
    'other-codestream-size': {
      message:
        'The pixel data of {{object}} do not fit its attributes: a codestream has {{components}} × {{codedColumns}} × {{codedRows}} samples where 1 × {{columns}} × {{rows}} belong.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
    'pixel-format': {
      message:
        '{{object}} has {{samples}} samples of {{bits}} bits per pixel; only one of 1, 8 or 16 bits is read.',
      advice: 'Export it again as a grey-scale image.',
    },
    preview: {
      message:
        'The viewer holds {{image}} at {{shownColumns}} × {{shownRows}} pixels instead of {{columns}} × {{rows}}.',
      advice: 'Reload the study, or ask the administrator to turn off lossy previews.',
    },
    'segmentation-type': {
      message:
        '{{object}} is a segmentation of type {{type}}; BINARY, FRACTIONAL and LABELMAP are read.',
      advice: 'Save the segmentation as one of these.',
    },
    'studies-not-searched': {
      message: 'The archive could not be searched for other studies of the patient.',
      advice: 'Reload the study; if it stays so, ask the administrator of the archive.',
    },
    'too-many-pixels': {
      message:
        '{{object}} says it has {{columns}} × {{rows}} compressed pixels, which is more than any CT has.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message:
        'The pixels of {{object}} are encoded as {{transferSyntax}}, which is not read here.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
    retired: {
      message: '{{file}} is encoded as {{transferSyntax}}, which is retired.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}} has {{found}} values where {{needed}} belong: $t(terms.attribute.{{keyword}}).',
      advice: 'Export the object again from the system that made it.',
    },
    'attribute-not-a-number': {
      message: '{{object}} has text where a number belongs: $t(terms.attribute.{{keyword}}).',
      advice: 'Export the object again from the system that made it.',
    },
    'attributes-unreadable': {
      message: '{{file}} is damaged: its attributes cannot be read.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'damaged-attribute': {
      message: '{{object}} is damaged: a part of it cannot be read ({{keyword}}).',
      advice: 'Export the object again from the system that made it.',
    },
    'element-too-long': {
      message: '{{file}} is damaged: an element is longer than what holds it.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'ends-early': {
      message: '{{file}} is damaged: the data set ends early.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'frame-of-unknown-segment': {
      message: 'Frame {{frame}} of {{object}} shows a segment {{segment}} that is not described.',
      advice: 'Export the segmentation again from the system that made it.',
    },
    'frame-size': {
      message: '{{object}} says it has {{frames}} frames of {{columns}} × {{rows}} pixels.',
      advice: 'Export it again from the system that made it.',
    },
    'frame-without-segment': {
      message: 'Frame {{frame}} of {{object}} does not say which segment it shows.',
      advice: 'Export the segmentation again from the system that made it.',
    },
    'frames-coincide': {
      message: 'Two frames show the same place of {{segment}}.',
      advice: 'Export the segmentation again from the system that made it.',
    },
    'frames-undescribed': {
      message: '{{object}} describes {{described}} of its {{frames}} frames.',
      advice: 'Export the object again from the system that made it.',
    },
    'incomplete-contour': {
      message: 'ROI {{roi}} of {{object}} has a contour whose points are incomplete.',
      advice: 'Export the structure set again from the system that made it.',
    },
    'inflates-too-far': {
      message: '{{file}} inflates to more than {{limit}} bytes.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'nested-too-deeply': {
      message: '{{file}} is damaged: sequences are nested too deeply.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-attribute': {
      message: '{{object}} does not tell what it must: $t(terms.attribute.{{keyword}}).',
      advice: 'Export the object again from the system that made it.',
    },
    'no-fragment': {
      message: '{{file}} is damaged: encapsulated data hold something that is no fragment.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-item': {
      message: '{{file}} is damaged: a sequence holds something that is no item.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-metadata': {
      message: '{{image}} does not tell what it must: $t(terms.attribute.{{keyword}}).',
      advice: 'Export the images again from the scanner or PACS.',
    },
    'no-place': {
      message: '{{object}} does not say where its pixels lie in the patient.',
      advice:
        'Export the images again from the scanner or PACS, with position, orientation and spacing.',
    },
    'report-attribute': {
      message:
        'The report {{report}} is damaged; this is missing: $t(terms.attribute.{{keyword}}).',
      advice: 'Retrieve the report again, or run the prediction again.',
    },
    'report-changed': {
      message: 'The report {{report}} is damaged: parts of it are missing or were changed.',
      advice: 'Retrieve the report again, or run the prediction again.',
    },
    'report-fields': {
      message: 'The report {{report}} is damaged: {{fields}} cannot be read.',
      advice: 'Retrieve the report again, or run the prediction again.',
    },
    'report-without-lesion': {
      message: 'The report {{report}} is damaged: it holds no lesion.',
      advice: 'Retrieve the report again, or run the prediction again.',
    },
    undecodable: {
      message: 'The DICOM file could not be decoded.',
      advice: 'Export the object again from the system that made it.',
    },
    'unknown-keyword': {
      message: 'The DICOM object cannot be written: {{keyword}} is not a DICOM attribute.',
      advice: 'Correct the attribute in the source images, or report this as a defect.',
    },
    unreadable: {
      message: '{{object}} could not be read.',
      advice: 'Reload the study; if it stays so, report it with the browser’s console output.',
    },
    'value-beyond-maximum': {
      message: '{{object}} has a value of {{value}} where {{maximum}} is the largest.',
      advice: 'Export the segmentation again from the system that made it.',
    },
    'value-too-long': {
      message:
        'The DICOM object cannot be written: {{length}} characters where {{vr}} allows {{maximum}} ($t(terms.attribute.{{keyword}})).',
      advice: 'Correct the attribute in the source images, or report this as a defect.',
    },
  },
  'no-ct': {
    'no-series': {
      message: 'There is no CT series in {{folder}}.',
      advice: 'Name the folder that holds the CT images.',
    },
    'none-readable': {
      message: 'This study has no CT series that can be read.',
      advice: 'Open a study with a chest CT.',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}} fits {{count}} CT series of {{folder}}: {{series}}.',
      advice: 'Choose one with --series UID, or name a folder that holds one.',
    },
    phases: {
      message:
        '{{segmentation}} says which CT series it was drawn on ({{series}}), and not on which of its phases: {{phases}}.',
      advice: 'Choose one with --phase, or draw the lesion on a series of one phase.',
    },
    'phases-of-study': {
      message:
        '{{segmentation}} does not say on which phase of its CT series it was drawn: {{phases}}.',
      advice: 'Choose the phase here.',
    },
    'of-study': {
      message: '{{segmentation}} fits {{count}} CT series of this study: {{series}}.',
      advice: 'Choose the CT it was drawn on here.',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        'The slices of {{series}} are not evenly spaced: {{gap}} mm instead of {{usual}} mm between slices {{first}} and {{second}} ({{firstImage}}, {{secondImage}}).',
      advice: 'Load the missing slices, or choose another series.',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message:
        'The slices of {{series}} are shifted sideways by up to {{shift}} mm: the gantry was tilted by about {{angle}}°.',
      advice: 'Choose a series without gantry tilt, or have it resampled to straight slices first.',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}}: {{image}} is a single image beside the slices of the series.',
      advice: 'Choose a series that is one stack of parallel slices.',
    },
    'different-frames-of-reference': {
      message:
        '{{series}} mixes images of different frames of reference ({{firstImage}}, {{secondImage}}).',
      advice: 'Choose a series that is one stack of parallel slices.',
    },
    'different-rasters': {
      message:
        '{{series}} mixes images of different orientations or pixel spacings ({{firstImage}}, {{secondImage}}).',
      advice: 'Choose a series that is one stack of parallel slices.',
    },
    'different-sizes': {
      message: '{{series}} mixes images of different sizes ({{firstImage}}, {{secondImage}}).',
      advice: 'Choose a series that is one stack of parallel slices.',
    },
    'frames-off-grid': {
      message: 'The frames of {{segment}} do not lie on one grid.',
      advice: 'Draw or save the segmentation again on a regular series.',
    },
    'no-slice-thickness': {
      message: '{{series}} is a single image without a slice thickness.',
      advice: 'Choose a series of several slices.',
    },
    'other-size': {
      message: '{{segmentation}} was drawn on images of another size than this CT series.',
      advice: 'Draw it on this series.',
    },
    'repeated-positions': {
      message: '{{series}} has several images at the same position.',
      advice: 'Choose a series with one image per position, not a dynamic or gated one.',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}} has no segment {{segment}}; it has none.',
      advice: 'Choose one of its segments.',
    },
    gone: {
      message: 'The lesion is no longer there.',
      advice: 'Choose another lesion.',
    },
    none: {
      message: '{{segmentation}} has no segments.',
      advice: 'Draw the lesion, or choose another segmentation.',
    },
    'not-in-object': {
      message: '{{object}} has no segment {{segment}}; it has {{offered}}.',
      advice: 'Choose one of its segments.',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: 'There is not one voxel of this CT series in {{segment}}.',
      advice: 'Choose another segment, or draw this one again.',
    },
    'nothing-on-ct': {
      message: 'The segment holds no voxel on this CT.',
      advice: 'Draw the lesion, or choose another segment.',
    },
    'nothing-to-save': {
      message: 'Segment "{{label}}" has no voxels, so there is nothing to save.',
      advice: 'Draw it first, or leave it out.',
    },
    several: {
      message: '{{count}} segments of {{segmentation}} have no voxel of this CT series.',
      advice: 'Choose another segment, or draw one of these.',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message:
        'The pixel data of {{object}} is incomplete: {{needed}} bytes belong there, {{found}} are.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'codestream-damaged': {
      message:
        'The pixel data of {{object}} is incomplete: a codestream is damaged, or coded as its codec cannot read.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'codestream-incomplete': {
      message:
        'The pixel data of {{object}} is incomplete: a codestream holds less than its header says.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'codestream-short': {
      message: 'The pixel data of {{object}} is incomplete: a codestream ends early.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'fragments-short': {
      message:
        'The pixel data of {{object}} is incomplete: its encapsulated pixel data ends early.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'fragments-unassigned': {
      message:
        'The pixel data of {{object}} is incomplete: it has {{frames}} frames, but {{fragments}} fragments of pixel data.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'frame-short': {
      message:
        'The pixel data of {{object}} is incomplete: a frame of {{columns}} × {{rows}} pixels ends early.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'frames-short': {
      message:
        'The pixel data of {{object}} is incomplete: {{frames}} frames of {{columns}} × {{rows}} pixels need {{needed}} bytes, {{found}} are there.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-codestream': {
      message:
        'The pixel data of {{object}} is incomplete: a frame does not begin as a codestream does.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-fragments': {
      message: 'The pixel data of {{object}} is incomplete: it has no fragments.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    none: {
      message: 'The pixel data of {{object}} is incomplete: there is none.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'offset-table': {
      message:
        'The pixel data of {{object}} is incomplete: its extended offset table leads to {{found}} of {{frames}} frames.',
      advice: 'Copy or export the file again from the system that made it.',
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: 'This CT series does not share the frame of reference of {{segment}}.',
      advice: 'Choose the CT series that it was drawn on.',
    },
    'than-folder': {
      message: '{{segmentation}} lies in another frame of reference than the CT of {{folder}}.',
      advice: 'Name the folder that holds the CT it was drawn on.',
    },
    'than-study': {
      message: '{{segmentation}} lies in another frame of reference than the CT of this study.',
      advice: 'Open the CT it was drawn on, or have the segmentation registered to this CT.',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}} and {{ct}} contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Do not use them together. Tell whoever runs the archive, and have the wrong one filed where it belongs.',
    },
    'contours-named': {
      message:
        '{{contours}} and {{ct}} contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Name the contours of this CT. If both were de-identified apart and you know that they belong together, say so with --accept-other-patient.',
    },
    images: {
      message:
        'The images of {{ct}} contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Do not use them. Tell whoever runs the archive, and have the wrong ones filed where they belong.',
    },
    'images-named': {
      message:
        'The files of {{ct}} contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Leave those of one patient. If they were de-identified apart and you know that they belong together, say so with --accept-other-patient.',
    },
    predecessor: {
      message:
        'The report to be replaced and the CT contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Reload the study, and tell whoever runs the archive that the report is filed wrongly.',
    },
    report: {
      message:
        'This report and the CT contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice: 'It is not shown. Tell whoever runs the archive, and have it filed where it belongs.',
    },
    study: {
      message:
        '{{ct}} and another CT of this study contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Nothing is saved. Tell whoever runs the archive, and have the wrong series filed where it belongs.',
    },
  },
  'segment-outside-image': {
    contours: {
      message:
        '{{outside}} of the {{total}} contour planes of {{segment}} reach outside this CT series.',
      advice: 'Choose the CT series that it was drawn on.',
    },
    'other-images': {
      message: '{{segmentation}} was drawn on images that are not part of this CT series.',
      advice: 'Choose the CT series that it was drawn on.',
    },
    part: {
      message: '{{outside}} of the {{total}} voxels of {{segment}} lie outside this CT series.',
      advice: 'Choose the CT series that it was drawn on.',
    },
    whole: {
      message: 'The whole of {{segment}} lies outside this CT series.',
      advice: 'Choose the CT series that it was drawn on.',
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: 'The mask extends along {{dimensions}} of the {{least}} axes it must.',
      advice: 'Draw a larger lesion, or lower minimumROIDimensions.',
    },
    'few-voxels': {
      message: 'The mask has {{count}} voxels; more than {{least}} are asked for.',
      advice: 'Draw a larger lesion, or lower minimumROISize.',
    },
    'filtered-not-numbers': {
      message: 'Inside the mask the filtered image has voxels that are no numbers.',
      advice: 'Replace such voxels in the image, or leave the filter out.',
    },
    'no-spacing': {
      message: 'The image does not say how far apart its voxels are.',
      advice: 'Export it again with its spacing.',
    },
    'no-voxel': {
      message: 'The mask has no voxel.',
      advice: 'Draw the lesion, or choose another label.',
    },
    'no-voxel-left': {
      message: 'Interpolation and re-segmentation leave no voxel of the mask.',
      advice: 'Draw a larger lesion, or widen the range of re-segmentation.',
    },
    'not-numbers': {
      message: 'The image has voxels inside the mask that are no numbers.',
      advice: 'Replace them, or leave them out of the mask.',
    },
    'other-grid': {
      message: 'The mask lies on another grid than the image.',
      advice: 'Bring it to the grid of the image first.',
    },
    resegmented: {
      message: 'Resegmentation leaves {{left}} of {{count}} voxels.',
      advice: 'Widen resegmentRange.',
    },
    'several-slices': {
      message: 'The mask extends over {{count}} slices, and shape2D is of one.',
      advice: 'Leave shape2D out, or choose a mask of one slice.',
    },
    'single-voxel': {
      message: 'The mask has a single voxel.',
      advice: 'Draw a lesion of several voxels.',
    },
    'single-voxel-left': {
      message: 'Interpolation and re-segmentation leave a single voxel of the mask.',
      advice: 'Draw a larger lesion, or widen the range of re-segmentation.',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message: 'The model asks for the feature {{feature}}, which its parameters do not give.',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    file: {
      message: '{{file}}: the file: {{problem}}.',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    'log-width': {
      message: 'LoG cannot have the width {{sigma}} mm.',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    'not-yaml': {
      message: '{{file}} is not YAML: {{problem}}',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    setting: {
      message: '{{file}}: {{setting}}: {{problem}}.',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    'bins-too-narrow': {
      message: 'Bins of {{width}} make more than {{most}} grey levels of the lesion.',
      advice: 'Choose wider bins.',
    },
    'spacing-too-coarse': {
      message: 'At a spacing of {{spacing}} mm no voxel of the lesion is left.',
      advice: 'Choose a spacing below the size of the lesion.',
    },
    'spacing-too-fine': {
      message:
        "The spacing {{spacing}} mm divides the lesion's box into more voxels than can be held.",
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    'unknown-feature': {
      message: 'The class {{featureClass}} has no feature {{feature}}.',
      advice: 'Correct the parameters; docs/radiomics.md lists those that exist.',
    },
    'trusted-keys': {
      message: '{{place}} does not list keys ({{problem}}).',
      advice:
        'Write a list of objects with name and publicKey, as mutation-prediction sign key prints them.',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: 'The server {{server}} does not say what its model {{model}} is.',
      advice: 'Name a server of this software, not the one behind it that runs its networks.',
    },
    'not-on-server': {
      message: 'The server {{server}} has no model {{model}}.',
      advice: 'Choose a model that it has, or ask who runs it.',
    },
    'not-listed': {
      message: 'The server {{server}} does not tell which models it has.',
      advice:
        'Check that mutationPrediction.server in app-config.js is the address of such a server.',
    },
    'no-card': {
      message: 'The server {{server}} has no card of the model {{model}}.',
      advice: 'Ask who runs it.',
    },
    'not-here': {
      message: 'This computer does not have the model {{model}}.',
      advice: 'Choose one of its models, or run this one on the server.',
    },
    'no-assets-url': {
      message: 'This viewer does not say where the Mutation Prediction worker is served.',
      advice:
        'Set mutationPrediction.assetsUrl in app-config.js to the folder of the extension’s ESM build.',
    },
    'unknown-device': {
      message: 'mutationPrediction.device is "{{device}}" in app-config.js.',
      advice: 'Set it to one of {{devices}}.',
    },
    'unknown-place': {
      message: 'mutationPrediction.server.place is "{{place}}" in app-config.js.',
      advice: 'Set it to one of {{places}}.',
    },
    'unknown-server': {
      message: 'mutationPrediction.server is "{{server}}" in app-config.js.',
      advice:
        'Give an address on the viewer’s own origin, such as /inference, or one that begins with https://, without user and password.',
    },
    'insecure-page': {
      message: 'The model cannot be checked because this page is not a secure context.',
      advice: 'Open the viewer over HTTPS or on localhost.',
    },
    'no-storage': {
      message:
        'This browser keeps no files for this page, and the model {{model}} has {{size}} MB, too much to fetch for each lesion.',
      advice: 'Open the viewer over HTTPS in an ordinary window, or run the model on the server.',
    },
    'no-room': {
      message: 'This browser has no room for the {{size}} MB of the model {{model}}.',
      advice: 'Free space on the disk, or run the model on the server.',
    },
    'no-package-read': {
      message: 'No model package "{{model}}" could be read.',
      advice: 'Check mutationPrediction.models in app-config.js.',
    },
    'not-fetched': {
      message: '{{url}} could not be fetched: {{problem}}.',
      advice: 'Check the network, and that the site serves this model package.',
    },
    'not-served': {
      message: '{{url}} could not be fetched: the server answered {{status}}.',
      advice: 'Check the network, and that the site serves this model package.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Try again; if it stays so, ask whoever runs this viewer.',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}} does not describe the cases that a model was trained on.',
      advice: 'Use another version of the model package.',
    },
    'no-views': {
      message: 'The model {{model}} takes no views of the lesion.',
      advice: 'Choose a model package whose inputs include views.',
    },
    'not-json': {
      message: '{{file}} does not describe a model package (it is not JSON).',
      advice: 'Check the address, or compare the file with models/model-package.schema.json.',
    },
    schema: {
      message: '{{file}} does not describe a model package ({{problems}}).',
      advice: 'Check the address, or compare the file with models/model-package.schema.json.',
    },
    'schema-more': {
      message: '{{file}} does not describe a model package ({{problems}}; {{count}} more).',
      advice: 'Check the address, or compare the file with models/model-package.schema.json.',
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: 'The model file {{file}} has SHA-256 {{found}}… instead of {{expected}}….',
      advice:
        'It is damaged, or is not the file that model.json describes: fetch the package again.',
    },
    size: {
      message: 'The model file {{file}} has {{found}} bytes instead of {{expected}}.',
      advice:
        'It is damaged, or is not the file that model.json describes: fetch the package again.',
    },
  },
  'inference-failed': {
    'no-result': {
      message: 'The server’s answer is no result of the model {{model}}: {{problem}}.',
      advice: 'Tell who runs the server; it may be of another version than this program.',
    },
    'failed-on-server': {
      message: 'The model {{model}} failed: {{problem}}',
      advice: 'Tell this message to who runs the server.',
    },
    'no-activation-maps': {
      message: 'The model {{model}} returned no usable activation maps of its input "{{input}}".',
      advice: 'Use another version of the model package.',
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message: 'The model {{model}} returned no features to compare with its training data.',
      advice: 'Use another version of the model package.',
    },
    'no-output': {
      message: 'The model {{model}} returned no output "{{output}}".',
      advice:
        'Run again; if it happens again, use another device or another version of the model package.',
    },
    'no-probabilities': {
      message:
        'The output "{{output}}" of the model {{model}} holds values that are no probabilities.',
      advice:
        'Run again; if it happens again, use another device or another version of the model package.',
    },
    'not-compiled': {
      message: 'The network could not be compiled on {{backend}}: {{problem}}',
      advice: 'Run it again; if it fails again, reload the page and report this message.',
    },
    'not-run': {
      message: 'The network could not be run on {{backend}}: {{problem}}',
      advice: 'Run it again; if it fails again, reload the page and report this message.',
    },
    'output-shape': {
      message:
        'The output "{{output}}" of the model {{model}} is of shape [{{found}}] instead of [{{expected}}].',
      advice:
        'Run again; if it happens again, use another device or another version of the model package.',
    },
    'runtime-not-loaded': {
      message: 'ONNX Runtime ({{build}}) could not be loaded: {{problem}}',
      advice: 'Check that the site serves every file of the extension’s ESM build.',
    },
    stopped: {
      message: 'The prediction stopped: {{problem}}',
      advice: 'Run it again; if it fails again, reload the page and report this message.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Run Predict again; if it fails again, reload the page.',
    },
    'webgpu-only': {
      message: 'This site allows WebGPU only. {{reason}}',
      advice:
        'Use a browser that offers WebGPU, or set mutationPrediction.device to auto in app-config.js.',
    },
    'worker-not-loaded': {
      message: 'The inference worker could not be loaded from {{url}}.',
      advice: 'Check that the site serves the extension’s ESM build, on the viewer’s own origin.',
    },
    'worker-ended': {
      message: 'The browser ended the inference worker, for want of memory perhaps.',
      advice: 'Close other tabs and predict again, or choose a smaller model.',
    },
    'worker-stopped': {
      message: 'The inference worker stopped: {{problem}}',
      advice: 'Check that the site serves the extension’s ESM build, on the viewer’s own origin.',
    },
  },
  'model-changed': {
    'other-version': {
      message:
        'The server has another version of the model {{model}} than this request was made for.',
      advice: 'Open the model again: its thresholds or inputs may have changed.',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: 'The server {{server}} gave no usable answer: {{problem}}',
      advice: 'Tell who runs the server, or let the model run here.',
    },
    silent: {
      message: 'The server {{server}} does not answer.',
      advice: 'Check its address and the network, or let the model run here.',
    },
    'not-ready': {
      message: 'The server {{server}} is not ready to run models.',
      advice: 'Try again later, or let the model run here.',
    },
    'too-late': {
      message: 'The server {{server}} took too long to answer.',
      advice: 'Try again, or let the model run here.',
    },
  },
  'server-busy': {
    full: {
      message: 'The server {{server}} has too much to do at the moment.',
      advice: 'Try again in a minute, or let the model run here.',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: 'The server {{server}} does not allow you to use the model {{model}}.',
      advice: 'Ask who runs the server.',
    },
    'not-allowed-at-all': {
      message: 'The server {{server}} does not allow you to use it.',
      advice: 'Ask who runs the server.',
    },
    request: {
      message: 'The server {{server}} refused the request: {{problem}}',
      advice: 'It may be of another version than this program.',
    },
    'unknown-user': {
      message: 'The server {{server}} does not know who you are.',
      advice: 'Sign in again, or give a token that is valid.',
    },
  },
  'worker-failed': {
    features: {
      message: 'A worker that computes features stopped: {{problem}}.',
      advice: 'Compute them again; if it stays so, with fewer workers or fewer image types.',
    },
    'features-not-loaded': {
      message: 'A worker that computes features stopped: it could not be loaded.',
      advice: 'Compute them again; if it stays so, with fewer workers or fewer image types.',
    },
    object: {
      message: '{{object}} could not be read: {{problem}}.',
      advice:
        'It may be damaged: export it again from the system that made it, or reload the study.',
    },
    'object-closed': {
      message: '{{object}} could not be read: its study was closed.',
      advice:
        'It may be damaged: export it again from the system that made it, or reload the study.',
    },
    'object-slow': {
      message: '{{object}} could not be read: it took longer than {{seconds}} s.',
      advice:
        'It may be damaged: export it again from the system that made it, or reload the study.',
    },
    'parser-not-loaded': {
      message: '{{object}} could not be read: {{url}} could not be loaded.',
      advice:
        'It may be damaged: export it again from the system that made it, or reload the study.',
    },
    segmenter: {
      message: 'The nodule could not be segmented: {{problem}}.',
      advice: 'Click it again; if it stays so, outline it with the brush.',
    },
    'segmenter-not-loaded': {
      message: 'The nodule could not be segmented: {{url}} could not be loaded.',
      advice: 'Reload the page; if it stays so, ask whoever installed this extension.',
    },
    segmentation: {
      message: 'The segmentation could not be read: {{problem}}.',
      advice: 'Reload the study; if it stays so, report it with this message.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Compute them again; if it fails again, reload the page.',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message:
        'The image of this prediction has no DICOM identity, so no DICOM report can refer to it.',
      advice: 'Predict on the DICOM series, or keep the result as JSON.',
    },
  },
  'invalid-report': {
    'class-uid': {
      message:
        'The report cannot be written: the SOP Class UID of "{{concept}}" is not a valid UID.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'code-part-not-ascii': {
      message:
        'The report cannot be written: the $t(terms.code.{{part}}) "{{text}}" is not plain ASCII.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'code-part-too-long': {
      message:
        'The report cannot be written: the $t(terms.code.{{part}}) "{{text}}" exceeds {{maximum}} characters.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'contours-changed': {
      message: 'The contours of {{lesion}} are no longer those of the prediction.',
      advice: 'Predict again, then save.',
    },
    'different-facts': {
      message:
        'The report cannot be written: the predictions were made with different values of {{key}}.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'document-uid': {
      message: 'The report cannot be written: the {{attribute}} is not a valid UID.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'empty-container': {
      message: 'The report cannot be written: the container "{{concept}}" is empty.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'empty-text': {
      message: 'The report cannot be written: the text of "{{concept}}" is empty.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'explanation-class': {
      message:
        'The report cannot be written: the visual explanation is neither a Parametric Map nor a SEG.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'explanation-segment': {
      message:
        'The report cannot be written: the visual explanation is a segment of a SEG without number, or a map with one.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'explanation-target': {
      message: 'The report cannot be written: a visual explanation is of something not predicted.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'frame-number': {
      message: 'The report cannot be written: "{{concept}}" has no valid frame number.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'instance-uid': {
      message:
        'The report cannot be written: the SOP Instance UID of "{{concept}}" is not a valid UID.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'invalid-fields': {
      message: 'The report cannot be written: {{fields}} is invalid.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'no-code-part': {
      message:
        'The report cannot be written: a concept ("{{concept}}") has no $t(terms.code.{{part}}).',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'no-lesion': {
      message: 'The report cannot be written: it has no lesion.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'no-seg': {
      message: 'The report cannot be written: the lesion is not given as a segment of a DICOM SEG.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'not-finite': {
      message: 'The report cannot be written: "{{concept}}" is not a finite number.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'other-image': {
      message:
        'The report cannot be written: the prediction was made on another image ({{attribute}} differs).',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'other-segment': {
      message: 'The report cannot be written: the prediction was made on another segment.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'other-study': {
      message:
        'The report cannot be written: the patient attributes are of another study than the image.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    outdated: {
      message: 'The result went out of date while its report was being built; nothing was saved.',
      advice: 'Run Predict again and save that result.',
    },
    relationship: {
      message:
        'The report cannot be written: "{{concept}}" ({{type}}) may not have a {{childType}} as {{relationship}}.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'same-run-twice': {
      message: 'The report cannot be written: the same run is reported twice.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'segment-number': {
      message: 'The report cannot be written: "{{concept}}" has no valid segment number.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'text-not-ascii': {
      message: 'The report cannot be written: the text of "{{concept}}" is not plain ASCII.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    uid: {
      message: 'The report cannot be written: "{{concept}}" is not a valid UID.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Run Predict again and save that result.',
    },
    unsound: {
      message: 'The report cannot be written: {{problem}}.',
      advice: 'Nothing was stored. Report this with the model package that was used.',
    },
    'not-ours-to-sign': {
      message: 'The report {{report}} is of another system, or bears no seal of this product.',
      advice: 'Sign reports that this product wrote.',
    },
  },
  'store-refused': {
    failed: {
      message: 'The server refused the report: $t(terms.storeFailure.{{failure}}) ({{status}}H).',
      advice: 'Try again, download the report, or ask the administrator of the archive.',
    },
    'no-answer': {
      message: 'The server did not answer.',
      advice: 'Check the connection, then try again.',
    },
    'no-reason': {
      message: 'The server refused the report: it gave no reason.',
      advice: 'Try again, download the report, or ask the administrator of the archive.',
    },
    'no-store': {
      message: 'The data source of this viewer cannot store DICOM objects.',
      advice: 'Download the report and send it to the archive another way.',
    },
    'not-listed': {
      message: 'The server answered, but does not list the report among the stored objects.',
      advice: 'Try again, download the report, or ask the administrator of the archive.',
    },
    refused: {
      message: 'The server refused the report: HTTP {{status}}.',
      advice: 'Try again, download the report, or ask the administrator of the archive.',
    },
    'refused-because': {
      message: 'The server refused the report: {{problem}} (HTTP {{status}}).',
      advice: 'Try again, download the report, or ask the administrator of the archive.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Try again, or download the report; it is kept here until then.',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: 'The point lies outside the CT.',
      advice:
        'Choose a point in a nodule of this CT; millimetres count in the patient’s frame, L, P, S.',
    },
    'no-lung': {
      message: 'There is no aerated lung near the point.',
      advice: 'Click a nodule in the lung, or outline the lesion with the brush.',
    },
    air: {
      message: 'The point lies in air, not in a nodule.',
      advice: 'Click the nodule itself.',
    },
    bone: {
      message: 'The point lies in bone.',
      advice: 'Click a nodule in the lung, or outline the lesion with the brush.',
    },
    'outside-lung': {
      message: 'The point lies outside the lungs.',
      advice: 'Click a nodule in the lung, or outline the lesion with the brush.',
    },
    'no-ct-there': {
      message: 'This viewport shows no CT that can be read.',
      advice: 'Click the nodule where a CT series is shown.',
    },
    'only-lung': {
      message: 'There is only aerated lung where the point lies.',
      advice:
        'Click into the nodule, where it is dense; a nodule that is hardly denser than lung must be drawn.',
    },
    'too-thin': {
      message: 'What lies at the point is too thin for a nodule, such as a vessel.',
      advice: 'Click into the middle of the nodule, or outline it with the brush.',
    },
  },
  cancelled: {
    run: {
      message: 'The run was cancelled.',
    },
  },
  'signature-invalid': {
    model: {
      message: 'The model package {{model}} was changed after it was signed.',
      advice: 'Do not use it. Fetch it again from whoever made it, and compare the signature.',
    },
    report: {
      message: 'The report {{report}} was changed after it was signed.',
      advice: 'Do not rely on it. Retrieve the original from whoever signed it.',
    },
  },
  'invalid-request': {
    'no-output': {
      message: 'The model {{model}} has no output "{{output}}".',
      advice: 'Ask for: {{available}}.',
    },
    pipeline: {
      message: 'The request to the model {{model}} cannot be read: {{problem}}.',
      advice: 'Send what the model’s metadata list.',
    },
  },
} as const;
