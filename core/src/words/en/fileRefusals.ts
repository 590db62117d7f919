/**
 * Refusals that only hosts with a disk know: files and folders named on the command line, cohorts, archives, the
 * local viewer. The viewer's plugin is built without these sentences.
 */
export const fileRefusals = {
  'unsupported-object': {
    'nifti-dimensions': {
      message: '{{file}} is not a three-dimensional image.',
      advice: 'Export it as a three-dimensional image of 8-, 16- or 32-bit voxels.',
    },
    'nifti-too-large': {
      message: '{{file}} is larger than 4 GiB.',
      advice: 'Export it as a three-dimensional image of 8-, 16- or 32-bit voxels.',
    },
    'nifti-voxel-type': {
      message: '{{file}} has voxels of the type {{type}}.',
      advice: 'Export it as a three-dimensional image of 8-, 16- or 32-bit voxels.',
    },
    'not-a-mask': {
      message: '{{file}} holds more than {{most}} different values: it is an image, not a mask.',
      advice:
        'Choose the file that holds the contours; of a map of probabilities, give --mask-threshold.',
    },
    'mask-of-fractions': {
      message: '{{file}} holds {{value}}, which is no label: labels are whole numbers.',
      advice:
        'Of a map of probabilities, say with --mask-threshold from which value on a voxel belongs to the lesion.',
    },
    'nrrd-big-endian': {
      message: '{{file}} is stored with the big end first.',
      advice: 'Export it as a NRRD image with little-endian voxels in the same file.',
    },
    'nrrd-dimensions': {
      message: '{{file}} is not a three-dimensional image of numbers.',
      advice: 'Export it as a NRRD image with little-endian voxels in the same file.',
    },
    'nrrd-encoding': {
      message: '{{file}} is stored with the encoding {{encoding}}.',
      advice: 'Export it as a NRRD image with little-endian voxels in the same file.',
    },
    'nrrd-too-large': {
      message: '{{file}} is larger than 4 GiB.',
      advice: 'Export it as a NRRD image with little-endian voxels in the same file.',
    },
    'nrrd-unplaced': {
      message: '{{file}} does not say where its voxels lie in the patient.',
      advice: 'Export it as a NRRD image with little-endian voxels in the same file.',
    },
    'too-large-for-memory': {
      message:
        '{{columns}} × {{rows}} × {{slices}} voxels, of {{image}} and others, do not fit into memory.',
      advice: 'Use a machine with more memory, or a part of the series.',
    },
    'deflated-too-large': {
      message: 'A deflated DICOM file inflates to more than {{limit}} bytes.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
    'header-too-large': {
      message: 'The attributes of a deflated DICOM file inflate to more than {{limit}} bytes.',
      advice: 'Export it again as Explicit VR Little Endian.',
    },
    'too-many-frames': {
      message: 'The image has more than {{limit}} frames.',
      advice: 'Ask for its frames by their numbers.',
    },
  },
  'malformed-object': {
    'nifti-header': {
      message: '{{file}} is damaged: its header cannot be read.',
      advice: 'Copy or export the file again.',
    },
    'nifti-offset': {
      message: '{{file}} is damaged: its header says of no voxels where they lie.',
      advice: 'Copy or export the file again.',
    },
    'nifti-unplaced': {
      message: '{{file}} does not say where its voxels lie in the patient.',
      advice: 'Convert the image again with a tool that writes the sform or the qform.',
    },
    'nifti-windows': {
      message:
        '{{file}} has {{slices}} slices, and windows (VOI LUT) for {{windows}}: it was changed after it was written.',
      advice: 'Write the case anew, or remove the extension of its header.',
    },
    'nifti-voxel-length': {
      message: '{{file}} is damaged: its voxels are not of the length that their type has.',
      advice: 'Copy or export the file again.',
    },
    'not-decompressed': {
      message: '{{file}} is damaged: it cannot be decompressed.',
      advice: 'Copy or export the file again.',
    },
    'not-nifti': {
      message: '{{file}} is not a NIfTI image.',
      advice: 'Choose a .nii or .nii.gz file with header and voxels in one.',
    },
    'nrrd-flat': {
      message: '{{file}} gives its voxels no extent in the patient.',
      advice: 'Copy or export the file again.',
    },
    'nrrd-incomplete': {
      message: '{{file}} is not a NRRD image with its header and voxels.',
      advice: 'Copy or export the file again.',
    },
    'attribute-cut': {
      message: 'A DICOM file ends within one of its attributes.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    contradictory: {
      message: '{{object}} contradicts itself and cannot be read.',
      advice: 'Export it again from its source.',
    },
    'header-unreadable': {
      message: 'A DICOM file is damaged: its attributes cannot be read.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'no-longer-dicom': {
      message: 'A file of the folder is no longer a DICOM file.',
      advice: 'Start the viewer again to list what the folder holds now.',
    },
    'no-such-frame': {
      message: 'The image has no such frame, or its pixel data are cut off.',
      advice: 'Copy or export the file again from the system that made it.',
    },
  },
  'no-ct': {
    'unknown-source': {
      message: 'The server knows no archive called {{source}}.',
      advice: 'Ask who runs the server for the names of its archives.',
    },
    'not-in-source': {
      message: 'The worker does not find the case in the source {{source}}.',
      advice: 'Check that the name stands for the same folder or archive there as here.',
    },
    'archive-answered': {
      message: 'The archive at {{url}} answered {{status}}.',
      advice: 'Check its address, and that you may read from it.',
    },
    'archive-cut-off': {
      message: 'The archive at {{url}} sent the instance {{instance}} cut off.',
      advice: 'Check its address, and that you may read from it.',
    },
    'archive-incomplete': {
      message: 'The archive lists {{listed}} of the {{count}} images of the CT series {{series}}.',
      advice: 'Ask its administrator to raise the limit of its searches.',
    },
    'archive-no-list': {
      message: 'The archive at {{url}} answered a search with no list.',
      advice: 'Check its address, and that you may read from it.',
    },
    'archive-too-large': {
      message: 'The archive at {{url}} sent {{bytes}} bytes for the instance {{instance}}.',
      advice: 'Check its address, and that you may read from it.',
    },
    'archive-unreachable': {
      message: 'The archive at {{url}} cannot be reached.',
      advice: 'Check its address, and that you may read from it.',
    },
    'archive-without-ct': {
      message: 'The study of the segmentation {{segmentation}} has no CT in the archive.',
      advice: 'Send its CT series to the archive.',
    },
    'case-problem': {
      message: 'The case cannot be read: {{problem}}.',
      advice: 'Check that its files are there and that you may read them.',
    },
    'link-to-nowhere': {
      message: '{{place}} is a link that leads nowhere.',
      advice: 'Mend the link, or remove it.',
    },
    'name-not-utf8': {
      message: '{{place}} has a name that is not UTF-8.',
      advice: 'Give it another name.',
    },
    'no-case': {
      message: '{{place}} holds no segmentation and no row of a case.',
      advice:
        'Name a folder with the CT series and their SEG or RTSTRUCT, or a CSV manifest with the columns case, ct and seg.',
    },
    'no-pair': {
      message: '{{case}} has {{files}}, which is no pair of one image and one mask.',
      advice: 'Leave one file named ct or image and one named mask, seg, label or segmentation.',
    },
    'of-no-ct': {
      message:
        'No CT in the folder belongs to {{segmentation}}: none is of its study, its references or its frame of reference.',
      advice: 'Put the CT that it was drawn on into the folder.',
    },
    'place-unreadable': {
      message: '{{place}} cannot be read.',
      advice: 'Check that you may read it.',
    },
    'case-unreadable': {
      message: 'The folder of the case {{case}} cannot be read.',
      advice: 'Check that you may read it.',
    },
    'file-unreadable': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Check that you may read it.',
    },
    'folder-unreadable': {
      message: 'The folder {{folder}} cannot be read.',
      advice: 'Name a folder with a subfolder for each case.',
    },
    'no-file': {
      message: 'There is no file in {{place}}.',
      advice: 'Check the path.',
    },
    'no-series-at-all': {
      message: '{{folder}} has no CT series {{series}}.',
      advice: 'It has no CT series at all.',
    },
    'no-subfolders': {
      message: 'The folder {{folder}} has no subfolders.',
      advice:
        'Name a folder with a subfolder for each case, or an image with --ct and a mask with --seg.',
    },
    'no-such-phase': {
      message: 'No CT series of {{folder}} has the phase "{{phase}}"; there are: {{offered}}.',
      advice: 'Choose one of these with --phase, by its name or its number.',
    },
    'no-such-series': {
      message: '{{folder}} has no CT series {{series}}.',
      advice: 'It has {{offered}}.',
    },
  },
  'several-series': {
    case: {
      message: 'The case {{case}} has {{files}}.',
      advice: 'Leave one of them in its folder.',
    },
  },
  'gantry-tilt': {
    'tilted-stack': {
      message: 'The slices of {{file}} are tilted against their stacking direction.',
      advice: 'Resample the image to a rectangular grid, or use a series without gantry tilt.',
    },
  },
  'inconsistent-series': {
    'different-images': {
      message:
        '{{firstImage}} and {{secondImage}} hold different images under one SOP Instance UID ({{uid}}).',
      advice: 'Keep the original, and have the other exported again under a UID of its own.',
    },
  },
  'no-segment': {
    'not-in-source': {
      message: 'The source {{source}} does not have this segmentation of this study.',
      advice: 'Store it there first, or name the source that has it.',
    },
    'no-such-label': {
      message: '{{file}} has no label {{label}}; it has {{labels}}.',
      advice: 'Choose one of its labels with --label N.',
    },
    'several-labels': {
      message: '{{file}} has several labels: {{labels}}.',
      advice: 'Choose one of its labels with --label N.',
    },
    'archive-without-segmentation': {
      message: 'The archive at {{url}} has no SEG or RTSTRUCT in the studies that were asked for.',
      advice: 'Ask for others with --query.',
    },
    'archive-other-object': {
      message: '{{file}} is no SEG and no RTSTRUCT, although its series says so.',
      advice: 'Send it to the archive again from its source.',
    },
    'mask-unreadable': {
      message: '{{file}} cannot be read.',
      advice: 'Correct the path in the manifest, or check that you may read it.',
    },
    'none-named': {
      message: '{{file}} has no segment named {{name}}; it has {{offered}}.',
      advice: 'Name one that it has.',
    },
    'case-without-mask': {
      message: 'The case {{case}} has {{image}} and no mask.',
      advice: 'Name its contours mask.nii.gz, mask.nrrd or seg.dcm.',
    },
    'file-unreadable': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Check that you may read it.',
    },
    'no-contour-file': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Name a SEG, RTSTRUCT, NIfTI or NRRD file that you may read.',
    },
    'no-segmentation': {
      message: '{{folder}} holds no SEG or RTSTRUCT, and no file named mask.',
      advice:
        'Name the file that holds the contours with --seg, or leave one in the folder of the case.',
    },
    'no-segmentation-file': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Name a SEG, RTSTRUCT or NIfTI file that you may read.',
    },
    'none-offered': {
      message: '{{file}} has no segment {{segment}}; it has none.',
      advice: 'Choose one of its segments with --segment N.',
    },
    'not-offered': {
      message: '{{file}} has no segment {{segment}}; it has {{offered}}.',
      advice: 'Choose one of its segments with --segment N.',
    },
    'part-of-mask': {
      message_one: 'The mask in {{file}} has {{count}} part, not {{part}}.',
      message_other: 'The mask in {{file}} has {{count}} parts, not {{part}}.',
      advice: 'Choose a smaller --component, or leave it out for the whole mask.',
    },
    'part-of-segment': {
      message_one: 'The segment of {{file}} has {{count}} part, not {{part}}.',
      message_other: 'The segment of {{file}} has {{count}} parts, not {{part}}.',
      advice: 'Choose a smaller --component, or leave it out for the whole segment.',
    },
    several: {
      message: '{{file}} has several segments: {{offered}}.',
      advice: 'Choose one with --segment N.',
    },
    'several-segmentations': {
      message: '{{folder}} holds several segmentations: {{files}}.',
      advice:
        'Name the file that holds the contours with --seg, or leave one in the folder of the case.',
    },
    'without-contours': {
      message: '{{file}} has no segment with contours.',
      advice: 'Draw the lesion, or name another file.',
    },
  },
  'empty-segment': {
    'no-labelled-voxel': {
      message: '{{file}} has no voxel inside the mask.',
      advice: 'Draw the lesion, or name another file.',
    },
  },
  'truncated-pixel-data': {
    'file-cut': {
      message:
        'The pixel data of {{object}} is incomplete: the file has been cut since it was opened.',
      advice: 'Copy or export the file again from the system that made it.',
    },
    'voxels-missing': {
      message: '{{file}} ends before its last voxel.',
      advice: 'Copy or export the file again.',
    },
  },
  'other-patient': {
    'report-named': {
      message:
        '{{file}} and {{ct}} contradict each other in $t(terms.attribute.{{attributes}}): they may be of different patients.',
      advice:
        'Name the CT of this report. If both were de-identified apart and you know that they belong together, say so with --accept-other-patient.',
    },
  },
  'unsuitable-roi': {
    'no-ring': {
      message: 'The image has no voxel within {{width}} mm around the mask.',
      advice: 'Ask for a wider ring.',
    },
  },
  'invalid-parameters': {
    'queue-address': {
      message: 'The address of the queue cannot be used.',
      advice: 'Give redis://HOST:PORT, rediss:// with TLS, or a file that holds it.',
    },
    'queue-password': {
      message:
        'The address of the queue holds a password, and everyone on this machine can read it.',
      advice: 'Write the address to a file and name that, or set MP_QUEUE or MP_QUEUE_PASSWORD.',
    },
    'queue-unreadable': {
      message: 'The address of the queue cannot be read from {{file}}.',
      advice: 'Check the file and its permissions.',
    },
    'queue-not-named': {
      message: 'No queue is named.',
      advice: 'Name it with --queue or in MP_QUEUE, e.g. redis://127.0.0.1:6379.',
    },
    'source-place': {
      message: '"{{text}}" names no source.',
      advice:
        'Write NAME=PLACE: letters and digits, and a folder, a manifest or a DICOMweb address.',
    },
    'no-sources': {
      message: 'The worker knows no source of cases.',
      advice: 'Name one with --source NAME=PLACE, or a file of them with --sources.',
    },
    'signing-key': {
      message: '{{file}} holds no private key of Ed25519.',
      advice:
        'Make one with mutation-prediction sign key, or with openssl genpkey -algorithm ed25519.',
    },
    'signing-key-unreadable': {
      message: 'The private key {{file}} cannot be read.',
      advice: 'Check the path, and that you may read it.',
    },
    'trusted-keys-unreadable': {
      message: 'The list of trusted keys {{file}} cannot be read.',
      advice: 'Check the path, and that you may read it.',
    },
    'manifest-empty-cell': {
      message: 'Line {{line}} of {{file}} has nothing in the column {{column}}.',
      advice: 'A manifest has the columns case, ct and seg.',
    },
    'manifest-number': {
      message: 'Line {{line}} of {{file}} has "{{text}}" in the column {{column}}.',
      advice: 'Write a number from 1.',
    },
    'manifest-twice': {
      message: '{{file}} has the case {{case}} twice.',
      advice: 'Give each row a name of its own.',
    },
    'service-address': {
      message: '{{url}} is no address of a DICOMweb service.',
      advice: 'Give http:// or https:// and the path.',
    },
    'service-credentials': {
      message: 'The address at {{url}} holds a name and a password, which others can see.',
      advice: 'Give a token with --token-file or MP_DICOMWEB_TOKEN.',
    },
    'table-choice': {
      message: 'Line {{line}} of {{file}} has "{{text}}" in the column {{column}}.',
      advice: 'Write one of {{choices}}, or leave the cell empty.',
    },
    'table-line': {
      message: 'The table {{file}} is not CSV in line {{line}}.',
      advice: 'Name a CSV file in UTF-8 whose first line names its columns.',
    },
    'table-no-case': {
      message: '{{file}} has no column case or patient_id.',
      advice: 'Say in one of them which case each row belongs to.',
    },
    'table-not-csv': {
      message: 'The table {{file}} is not CSV.',
      advice: 'Name a CSV file in UTF-8 whose first line names its columns.',
    },
    'table-number': {
      message: 'Line {{line}} of {{file}} has "{{text}}" in the column {{column}}.',
      advice: 'Write a number in the usual unit, or leave the cell empty.',
    },
    'table-unreadable': {
      message: 'The table {{file}} cannot be read.',
      advice: 'Name a CSV file in UTF-8 whose first line names its columns.',
    },
    'server-address': {
      message: '{{url}} is no address of a server that runs models.',
      advice: 'Give http:// or https:// and its name.',
    },
    'server-credentials': {
      message: 'The address at {{url}} holds a name and a password, which others can see.',
      advice: 'Give a token with --server-token-file or MP_SERVER_TOKEN.',
    },
    'token-unreadable': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Name a file that holds the bearer token.',
    },
    'unreadable-file': {
      message: 'The parameter file {{file}} cannot be read.',
      advice: 'Check the path.',
    },
  },
  'model-unavailable': {
    'no-packages': {
      message: 'There are no model packages in {{folder}}.',
      advice: 'Name the folder that holds the packages with --models or MP_MODELS.',
    },
    'being-replaced': {
      message: 'The model {{model}} is being replaced.',
      advice: 'Try again in a moment.',
    },
    'file-unreadable': {
      message: 'The model file {{file}} cannot be read.',
      advice: 'Check that the package is complete.',
    },
    'no-package-at-all': {
      message: 'There is no model package "{{model}}" in {{folder}}.',
      advice: 'Name the folder that holds the packages with --models or MP_MODELS.',
    },
    'no-such-package': {
      message: 'There is no model package "{{model}}" in {{folder}}.',
      advice: 'Choose one of: {{available}}.',
    },
  },
  'model-invalid': {
    'in-parts': {
      message:
        'The model {{model}} reads view by view, in several graphs; Triton runs one of each.',
      advice:
        'Export it again with --whole, which makes one graph of it, or let this server run its network itself.',
    },
    'no-tensor': {
      message:
        'The graph of the model {{model}} has no tensor "{{tensor}}", which model.json names.',
      advice: 'Export the package again.',
    },
    'not-float32': {
      message: 'The tensor "{{tensor}}" of the model {{model}} is not float32.',
      advice: 'Export the package again; weights may be of half precision, inputs and outputs not.',
    },
    'graph-datatype': {
      message:
        'The graph of the model {{model}} has a tensor {{tensor}} of {{found}} instead of float32.',
      advice: 'Compare model.json with the graph.',
    },
    'graph-lacks-tensors': {
      message: 'The graph of the model {{model}} has no tensor {{tensors}}.',
      advice: 'Compare model.json with the graph.',
    },
    'other-id': {
      message: '{{file}} describes "{{found}}", not "{{model}}".',
      advice: 'Name the folder after the id of the package.',
    },
  },
  'inference-failed': {
    'device-unavailable': {
      message: 'No network can run on $t(terms.backend.{{backend}}) here: {{problem}}',
      advice: 'Install what it needs, or let the networks run on the CPU.',
    },
    'model-not-compiled': {
      message: 'The model {{model}} could not be compiled: {{problem}}',
      advice: 'Check that the package was made for this version of ONNX Runtime.',
    },
    'model-not-run': {
      message: 'The model {{model}} could not be run: {{problem}}',
      advice: 'Check that the package was made for this version of ONNX Runtime.',
    },
  },
  'server-refused': {
    'not-encrypted': {
      message: 'A token for the server {{server}} would go over the network unencrypted.',
      advice: 'Give its address with https://.',
    },
  },
  'worker-failed': {
    ended: {
      message: 'The workers that took the case ended while they worked on it, again and again.',
      advice: 'Look whether its CT is too large for their memory; report it without its images.',
    },
    prediction: {
      message: 'Predicting the case failed: {{problem}}.',
      advice: 'Run it again; if it stays so, report the case without its images.',
    },
    region: {
      message: 'Describing the CT around the lesion failed: {{problem}}.',
      advice: 'Run it again; if it stays so, report the case without its images.',
    },
    case: {
      message: 'Computing the features failed: {{problem}}.',
      advice: 'Compute them again; if it stays so, report the case without its images.',
    },
  },
  'no-dicom-identity': {
    ct: {
      message:
        'The CT is a NIfTI file, which names no patient, study or image that a DICOM report could refer to.',
      advice: 'Use the DICOM objects, or keep the result with --json.',
    },
    segmentation: {
      message:
        'The segmentation is a NIfTI file, which names no patient, study or image that a DICOM report could refer to.',
      advice: 'Use the DICOM objects, or keep the result with --json.',
    },
  },
  'store-refused': {
    'reader-key': {
      message: '{{file}}, the key to what workers send, cannot be used ({{problem}}).',
      advice: 'Make it readable, or move it away: the cases in the queue are then run again.',
    },
    'not-empty': {
      message: '{{folder}} holds files already.',
      advice: 'Name a new folder, or an empty one: nothing is replaced.',
    },
    archive: {
      message: 'The archive at {{url}} did not store {{failed}} of {{count}} objects ({{status}}).',
      advice: 'Ask its administrator; the reports are kept where they were written.',
    },
    exists: {
      message: '{{file}} is there already.',
      advice: 'Name another file, or replace it with --force.',
    },
    'is-input': {
      message: '{{file}} is among the files that are read.',
      advice: 'Name another file for the result.',
    },
    journal: {
      message: '{{file}} cannot be written ({{problem}}).',
      advice: 'Make room or name another place, and run it again: what is done is kept.',
    },
    'journal-in-use': {
      message: '{{file}} is being written by another run (process {{process}}).',
      advice: 'Wait for it to end, or name another table.',
    },
    'other-journal': {
      message: '{{file}} is no journal of this command.',
      advice: 'Name another table, or move that file away.',
    },
    file: {
      message: '{{file}} cannot be written ({{problem}}).',
      advice: 'Name a place where you may write.',
    },
  },
  cancelled: {
    draining: {
      message: 'The queue is being drained and takes no more cases.',
      advice: 'Run it again when the queue is open: what is done is kept.',
    },
    cohort: {
      message: 'The run was cancelled.',
      advice: 'Run it again to go on: what is done is kept.',
    },
  },
  'queue-unavailable': {
    'no-answer': {
      message: 'The queue at {{queue}} does not answer.',
      advice: 'Check its address, and whether Redis runs there.',
    },
    'not-let-in': {
      message: 'The queue at {{queue}} does not let us in.',
      advice: 'Check the user and the password, and what that user may do.',
    },
    full: {
      message: 'The queue takes no more cases at the moment.',
      advice: 'Try again in a few minutes.',
    },
    evicts: {
      message: 'The queue at {{queue}} would lose cases when its memory is full ({{policy}}).',
      advice: 'Set its maxmemory-policy to noeviction.',
    },
    'other-source': {
      message: 'A worker took the case that does not know the source {{source}}.',
      advice: 'Name the source to all workers of the queue, or use another queue for it.',
    },
    'other-version': {
      message: 'A worker took the case that is of version {{here}}, not {{asked}}.',
      advice: 'Bring the workers and this machine to one version, and run it again.',
    },
    'other-model': {
      message: 'A worker took the case that has another package of the model {{model}}.',
      advice: 'Give all workers and this machine the same packages, and run it again.',
    },
  },
  'invalid-request': {
    job: {
      message: 'What the queue holds is no case that this version can run.',
      advice: 'Bring all machines to one version, and run it again.',
    },
    graph: {
      message: 'The request to the graph of the model {{model}} cannot be run: {{problem}}.',
      advice: 'Send what the model’s metadata list.',
    },
  },
  'viewer-unavailable': {
    'cannot-listen': {
      message: 'The viewer cannot listen on {{host}}:{{port}}: {{problem}}.',
      advice: 'Stop the other program or choose a port with --port.',
    },
    'no-models': {
      message: 'There is no model package in {{folder}}.',
      advice: 'Name a folder whose subfolders each hold a model.json with --models.',
    },
    'not-built': {
      message: 'The plugin has not been built: {{file}} is missing.',
      advice: 'Run `npm run build` and start again.',
    },
    'not-downloaded': {
      message: 'OHIF {{version}} could not be downloaded from the npm registry: {{problem}}.',
      advice:
        'Check the network and `npm config get registry`, then start again; it is downloaded only once.',
    },
    'nothing-downloaded': {
      message:
        'OHIF {{version}} could not be downloaded from the npm registry: npm pack left no file.',
      advice:
        'Check the network and `npm config get registry`, then start again; it is downloaded only once.',
    },
    'port-in-use': {
      message: 'The viewer cannot listen on {{host}}:{{port}}: the port is in use.',
      advice: 'Stop the other program or choose a port with --port.',
    },
  },
  'viewer-hash-mismatch': {
    differs: {
      message:
        'The downloaded {{name}}@{{version}} is not the one this version was checked with ({{algorithm}} differs); it was not unpacked.',
      advice:
        'Run `npm cache verify` and start again; if it happens again, do not trust the registry or proxy in use.',
    },
  },
  'folder-unavailable': {
    unreadable: {
      message: '{{path}} cannot be read.',
      advice: 'Check that the folder exists and that you may read it.',
    },
  },
  'invalid-settings': {
    source: {
      message: '{{file}} names the sources of cases wrongly, at {{setting}}.',
      advice: 'Below sources, give each name cases or dicomweb, as docs/cohorts.md shows.',
    },
    'api-keys': {
      message: '{{file}} is no file of API keys that can be used ({{problem}}).',
      advice: 'Make keys with `mutation-prediction api-key`.',
    },
    certificate: {
      message: 'The certificate or its key cannot be used ({{problem}}).',
      advice: 'Both are PEM files that the server may read.',
    },
    file: {
      message: '{{file}} holds no settings that can be read ({{problem}}).',
      advice: 'Name a YAML or JSON file as docs/server.md shows.',
    },
    'no-tracing': {
      message: 'The setting tracing.endpoint is set, but OpenTelemetry is not installed.',
      advice: 'Install it beside this software: npm install {{packages}}.',
    },
    secret: {
      message:
        'The setting {{setting}} is a secret, and everyone on this machine can read the command line.',
      advice: 'Set {{variable}}, or {{variable}}_FILE to a file that holds it.',
    },
    setting: {
      message: 'The setting {{setting}} {{problem}}.',
      advice: 'All settings are listed in docs/server.md.',
    },
    unknown: {
      message: 'There is no setting {{name}}.',
      advice: 'All settings are listed in docs/server.md.',
    },
  },
  'server-unavailable': {
    'cannot-listen': {
      message: 'The server cannot listen on {{host}}:{{port}}: {{problem}}.',
      advice: 'Choose another address with --host and --port.',
    },
    'port-in-use': {
      message: 'The server cannot listen on {{host}}:{{port}}: the port is in use.',
      advice: 'Stop the other program or choose a port with --port.',
    },
  },
  'invalid-audit-trail': {
    'cannot-be-continued': {
      message: 'The audit trail {{file}} cannot be continued: {{problem}}.',
      advice: 'Check it with `mutation-prediction audit verify`, keep it, and name a new file.',
    },
    'not-intact': {
      message: 'The audit trail {{file}} is not intact: {{problem}}.',
      advice: 'Keep the file as it is, and compare it with a copy.',
    },
  },
  'parsing-stopped': {
    closed: {
      message: 'Reading {{object}} was given up, as it was not wanted any longer.',
      advice: 'Start it again if it is.',
    },
    ended: {
      message: 'Reading {{object}} ended unexpectedly and was stopped.',
      advice:
        'Try again. If it stays so, the file is damaged or was made to do harm; export it again from its source.',
    },
    memory: {
      message: 'Reading {{object}} took more than {{mebibytes}} MiB of memory and was stopped.',
      advice:
        'An image of so many voxels has to be cut to the chest, or saved with fewer bits for each. A small one that takes so much is damaged or was made to do harm; export it again from its source.',
    },
    'not-started': {
      message: 'The program that reads {{object}} could not be started.',
      advice: 'See that the machine has memory and processes left, and try again.',
    },
    time: {
      message: 'Reading {{object}} did not come to an end in {{seconds}} s and was stopped.',
      advice:
        'A very large image has to be cut to the chest. A small one that takes so long is damaged or was made to do harm; export it again from its source.',
    },
  },
  'no-report': {
    'file-unreadable': {
      message: 'The file {{file}} cannot be read.',
      advice: 'Name a DICOM SR that you may read.',
    },
  },
} as const;
