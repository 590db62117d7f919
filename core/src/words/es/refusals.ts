/** What was refused and what to do about it, in Spanish; the English sentences say what each is for. */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: 'El archivo no tiene cabecera DICOM (Part 10).',
      advice: 'Elija un archivo DICOM.',
    },
    'no-prefix': {
      message: '{{file}} no es un archivo DICOM.',
      advice: 'Elija archivos exportados como DICOM (Part 10).',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message: 'Los contornos de {{segment}} no son paralelos a los cortes de esta serie de CT.',
      advice: 'Elija la serie de CT sobre la que se dibujaron.',
    },
    'drawn-otherwise': {
      message: '{{segmentation}} no está dibujada ni con pincel ni en forma de contornos.',
      advice: 'Pinte la lesión con el pincel o dibuje sus contornos.',
    },
    'foreign-report': {
      message: 'El informe {{report}} no es una predicción de mutaciones de este producto.',
      advice: 'Ábralo en el visor que lo escribió o actualice este producto.',
    },
    'map-pixels': {
      message:
        'Los valores de {{object}} no están guardados como números de coma flotante de 32 bits.',
      advice: 'Ábralo en el visor que lo escribió.',
    },
    'multi-frame': {
      message: '{{image}} es una imagen multiframe.',
      advice: 'Cargue la serie como imágenes de CT de un solo frame.',
    },
    'newer-report': {
      message: 'El informe {{report}} se escribió con una versión más reciente.',
      advice: 'Ábralo en el visor que lo escribió o actualice este producto.',
    },
    'no-measurements': {
      message: 'El informe {{report}} no contiene mediciones de ninguna lesión.',
      advice: 'Ábralo en el visor que lo escribió.',
    },
    'no-parametric-map': {
      message: '{{object}} no es un Parametric Map de DICOM ({{type}}).',
      advice: 'Elija el mapa que se guardó con el informe.',
    },
    'no-segmentation': {
      message: '{{object}} no es una segmentación DICOM ni un conjunto de estructuras ({{type}}).',
      advice: 'Elija un objeto SEG o RTSTRUCT.',
    },
    'not-fetched': {
      message: 'No se pudo obtener {{object}} del PACS.',
      advice: 'Recargue el estudio; si sigue igual, consulte al administrador del PACS.',
    },
    'not-fetched-status': {
      message: 'No se pudo obtener {{object}} del PACS (HTTP {{status}}).',
      advice: 'Recargue el estudio; si sigue igual, consulte al administrador del PACS.',
    },
    'not-hounsfield': {
      message:
        '{{image}} no contiene unidades Hounsfield: {{photometric}}, {{bitsStored}} de {{bitsAllocated}} bits, Rescale Slope {{slope}}, Rescale Type {{type}}.',
      advice: 'Exporte las imágenes de CT originales.',
    },
    'no-numbers': {
      message_one: '{{image}} tiene {{count}} vóxel que no es un número.',
      message_many: '{{image}} tiene {{count}} vóxeles que no son números.',
      message_other: '{{image}} tiene {{count}} vóxeles que no son números.',
      advice:
        'Asígneles el valor que representan, por ejemplo −1000 HU fuera del campo de visión del equipo.',
    },
    'other-codestream-bits': {
      message:
        'Los datos de píxeles de {{object}} no concuerdan con sus atributos: un codestream tiene {{codedBits}} bits $t(terms.sign.{{codedSign}}) por muestra donde corresponden {{bitsStored}} $t(terms.sign.{{sign}}) de {{bitsAllocated}}, el más alto en el bit {{highBit}}.',
      advice: 'Vuelva a exportarlo como Explicit VR Little Endian.',
    },
    'other-codestream-size': {
      message:
        'Los datos de píxeles de {{object}} no concuerdan con sus atributos: un codestream tiene {{components}} × {{codedColumns}} × {{codedRows}} muestras donde corresponden 1 × {{columns}} × {{rows}}.',
      advice: 'Vuelva a exportarlo como Explicit VR Little Endian.',
    },
    'pixel-format': {
      message:
        '{{object}} tiene {{samples}} muestras de {{bits}} bits por píxel; solo se lee una de 1, 8 o 16 bits.',
      advice: 'Vuelva a exportarlo como imagen en escala de grises.',
    },
    preview: {
      message:
        'El visor tiene {{image}} con {{shownColumns}} × {{shownRows}} píxeles en lugar de {{columns}} × {{rows}}.',
      advice:
        'Recargue el estudio o pida al administrador que desactive las vistas previas con pérdida.',
    },
    'segmentation-type': {
      message:
        '{{object}} es una segmentación de tipo {{type}}; se leen BINARY, FRACTIONAL y LABELMAP.',
      advice: 'Guarde la segmentación como uno de estos tipos.',
    },
    'studies-not-searched': {
      message: 'No se pudieron buscar en el PACS otros estudios del paciente.',
      advice: 'Recargue el estudio; si sigue igual, consulte al administrador del PACS.',
    },
    'too-many-pixels': {
      message:
        '{{object}} declara {{columns}} × {{rows}} píxeles comprimidos, más de los que tiene cualquier CT.',
      advice: 'Vuelva a exportarlo como Explicit VR Little Endian.',
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message:
        'Los píxeles de {{object}} están codificados como {{transferSyntax}}, que aquí no se lee.',
      advice: 'Vuelva a exportarlo como Explicit VR Little Endian.',
    },
    retired: {
      message: '{{file}} está codificado como {{transferSyntax}}, que está retirado del estándar.',
      advice: 'Vuelva a exportarlo como Explicit VR Little Endian.',
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}} tiene {{found}} valores donde corresponden {{needed}}: $t(terms.attribute.{{keyword}}).',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'attribute-not-a-number': {
      message:
        '{{object}} tiene texto donde corresponde un número: $t(terms.attribute.{{keyword}}).',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'attributes-unreadable': {
      message: '{{file}} está dañado: no se pueden leer sus atributos.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'damaged-attribute': {
      message: '{{object}} está dañado: una parte no se puede leer ({{keyword}}).',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'element-too-long': {
      message: '{{file}} está dañado: un elemento es más largo que lo que lo contiene.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'ends-early': {
      message: '{{file}} está dañado: el conjunto de datos termina antes de tiempo.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'frame-of-unknown-segment': {
      message:
        'El frame {{frame}} de {{object}} muestra un segmento {{segment}} que no está descrito.',
      advice: 'Vuelva a exportar la segmentación desde el sistema que la creó.',
    },
    'frame-size': {
      message: '{{object}} declara {{frames}} frames de {{columns}} × {{rows}} píxeles.',
      advice: 'Vuelva a exportarlo desde el sistema que lo creó.',
    },
    'frame-without-segment': {
      message: 'El frame {{frame}} de {{object}} no indica qué segmento muestra.',
      advice: 'Vuelva a exportar la segmentación desde el sistema que la creó.',
    },
    'frames-coincide': {
      message: 'Dos frames muestran el mismo lugar de {{segment}}.',
      advice: 'Vuelva a exportar la segmentación desde el sistema que la creó.',
    },
    'frames-undescribed': {
      message: '{{object}} describe {{described}} de sus {{frames}} frames.',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'incomplete-contour': {
      message: 'La ROI {{roi}} de {{object}} tiene un contorno con puntos incompletos.',
      advice: 'Vuelva a exportar el conjunto de estructuras desde el sistema que lo creó.',
    },
    'inflates-too-far': {
      message: '{{file}} ocupa más de {{limit}} bytes al descomprimirse.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'nested-too-deeply': {
      message: '{{file}} está dañado: las secuencias tienen demasiados niveles de anidamiento.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'no-attribute': {
      message: '{{object}} no indica un dato necesario: $t(terms.attribute.{{keyword}}).',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'no-fragment': {
      message:
        '{{file}} está dañado: los datos encapsulados contienen algo que no es un fragmento.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'no-item': {
      message: '{{file}} está dañado: una secuencia contiene algo que no es un ítem.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'no-metadata': {
      message: '{{image}} no indica un dato necesario: $t(terms.attribute.{{keyword}}).',
      advice: 'Vuelva a exportar las imágenes desde el equipo o el PACS.',
    },
    'no-place': {
      message: '{{object}} no indica dónde están sus píxeles en el paciente.',
      advice:
        'Vuelva a exportar las imágenes desde el equipo o el PACS, con posición, orientación y espaciado.',
    },
    'report-attribute': {
      message: 'El informe {{report}} está dañado; falta $t(terms.attribute.{{keyword}}).',
      advice: 'Vuelva a recuperar el informe o repita la predicción.',
    },
    'report-changed': {
      message: 'El informe {{report}} está dañado: faltan partes o se modificaron.',
      advice: 'Vuelva a recuperar el informe o repita la predicción.',
    },
    'report-fields': {
      message: 'El informe {{report}} está dañado: no se puede leer {{fields}}.',
      advice: 'Vuelva a recuperar el informe o repita la predicción.',
    },
    'report-without-lesion': {
      message: 'El informe {{report}} está dañado: no contiene ninguna lesión.',
      advice: 'Vuelva a recuperar el informe o repita la predicción.',
    },
    undecodable: {
      message: 'No se pudo decodificar el archivo DICOM.',
      advice: 'Vuelva a exportar el objeto desde el sistema que lo creó.',
    },
    'unknown-keyword': {
      message: 'No se puede escribir el objeto DICOM: {{keyword}} no es un atributo DICOM.',
      advice: 'Corrija el atributo en las imágenes de origen o notifíquelo como defecto.',
    },
    unreadable: {
      message: 'No se pudo leer {{object}}.',
      advice:
        'Recargue el estudio; si sigue igual, notifíquelo junto con la salida de la consola del navegador.',
    },
    'value-beyond-maximum': {
      message: '{{object}} tiene un valor de {{value}} donde el máximo es {{maximum}}.',
      advice: 'Vuelva a exportar la segmentación desde el sistema que la creó.',
    },
    'value-too-long': {
      message:
        'No se puede escribir el objeto DICOM: {{length}} caracteres y {{vr}} admite {{maximum}} ($t(terms.attribute.{{keyword}})).',
      advice: 'Corrija el atributo en las imágenes de origen o notifíquelo como defecto.',
    },
  },
  'no-ct': {
    'no-series': {
      message: 'No hay ninguna serie de CT en {{folder}}.',
      advice: 'Indique la carpeta que contiene las imágenes de CT.',
    },
    'none-readable': {
      message: 'Este estudio no tiene ninguna serie de CT que se pueda leer.',
      advice: 'Abra un estudio con una CT de tórax.',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}} corresponde a {{count}} series de CT de {{folder}}: {{series}}.',
      advice: 'Elija una con --series UID o indique una carpeta que contenga una sola.',
    },
    phases: {
      message:
        '{{segmentation}} indica sobre qué serie de CT se dibujó ({{series}}), pero no sobre cuál de sus fases: {{phases}}.',
      advice: 'Elija una con --phase o dibuje la lesión en una serie de una sola fase.',
    },
    'phases-of-study': {
      message: '{{segmentation}} no indica sobre qué fase de su serie de CT se dibujó: {{phases}}.',
      advice: 'Elija aquí la fase.',
    },
    'of-study': {
      message: '{{segmentation}} corresponde a {{count}} series de CT de este estudio: {{series}}.',
      advice: 'Elija aquí la CT sobre la que se dibujó.',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        'Los cortes de {{series}} no son equidistantes: {{gap}} mm en lugar de {{usual}} mm entre los cortes {{first}} y {{second}} ({{firstImage}}, {{secondImage}}).',
      advice: 'Cargue los cortes que faltan o elija otra serie.',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message:
        'Los cortes de {{series}} están desplazados lateralmente hasta {{shift}} mm: el gantry estaba inclinado unos {{angle}}°.',
      advice:
        'Elija una serie sin inclinación del gantry o haga que se remuestree antes a cortes rectos.',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}}: {{image}} es una imagen suelta junto a los cortes de la serie.',
      advice: 'Elija una serie que sea una sola pila de cortes paralelos.',
    },
    'different-frames-of-reference': {
      message:
        '{{series}} mezcla imágenes de distintos marcos de referencia ({{firstImage}}, {{secondImage}}).',
      advice: 'Elija una serie que sea una sola pila de cortes paralelos.',
    },
    'different-rasters': {
      message:
        '{{series}} mezcla imágenes con distinta orientación o distinto espaciado de píxeles ({{firstImage}}, {{secondImage}}).',
      advice: 'Elija una serie que sea una sola pila de cortes paralelos.',
    },
    'different-sizes': {
      message: '{{series}} mezcla imágenes de distinto tamaño ({{firstImage}}, {{secondImage}}).',
      advice: 'Elija una serie que sea una sola pila de cortes paralelos.',
    },
    'frames-off-grid': {
      message: 'Los frames de {{segment}} no están en una misma malla.',
      advice: 'Vuelva a dibujar o a guardar la segmentación en una serie regular.',
    },
    'no-slice-thickness': {
      message: '{{series}} es una sola imagen sin grosor de corte.',
      advice: 'Elija una serie de varios cortes.',
    },
    'other-size': {
      message: '{{segmentation}} se dibujó sobre imágenes de otro tamaño que esta serie de CT.',
      advice: 'Dibújela en esta serie.',
    },
    'repeated-positions': {
      message: '{{series}} tiene varias imágenes en la misma posición.',
      advice: 'Elija una serie con una imagen por posición, no una dinámica o sincronizada.',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}} no tiene el segmento {{segment}}; no tiene ninguno.',
      advice: 'Elija uno de sus segmentos.',
    },
    gone: {
      message: 'La lesión ya no está.',
      advice: 'Elija otra lesión.',
    },
    none: {
      message: '{{segmentation}} no tiene segmentos.',
      advice: 'Dibuje la lesión o elija otra segmentación.',
    },
    'not-in-object': {
      message: '{{object}} no tiene el segmento {{segment}}; tiene {{offered}}.',
      advice: 'Elija uno de sus segmentos.',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: '{{segment}} no contiene ni un vóxel de esta serie de CT.',
      advice: 'Elija otro segmento o vuelva a dibujar este.',
    },
    'nothing-on-ct': {
      message: 'El segmento no contiene ningún vóxel de esta CT.',
      advice: 'Dibuje la lesión o elija otro segmento.',
    },
    'nothing-to-save': {
      message: 'El segmento «{{label}}» no tiene vóxeles, por lo que no hay nada que guardar.',
      advice: 'Dibújelo antes o déjelo fuera.',
    },
    several: {
      message:
        '{{count}} segmentos de {{segmentation}} no tienen ningún vóxel de esta serie de CT.',
      advice: 'Elija otro segmento o dibuje uno de estos.',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: corresponden {{needed}} bytes y hay {{found}}.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'codestream-damaged': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: un codestream está dañado o codificado de un modo que su códec no puede leer.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'codestream-incomplete': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: un codestream contiene menos de lo que indica su cabecera.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'codestream-short': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: un codestream termina antes de tiempo.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'fragments-short': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: los datos encapsulados terminan antes de tiempo.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'fragments-unassigned': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: hay {{frames}} frames, pero {{fragments}} fragmentos de datos de píxeles.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'frame-short': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: un frame de {{columns}} × {{rows}} píxeles termina antes de tiempo.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'frames-short': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: {{frames}} frames de {{columns}} × {{rows}} píxeles necesitan {{needed}} bytes y hay {{found}}.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'no-codestream': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: un frame no empieza como un codestream.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'no-fragments': {
      message: 'Los datos de píxeles de {{object}} están incompletos: no hay fragmentos.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    none: {
      message: 'Los datos de píxeles de {{object}} están incompletos: no hay ninguno.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
    'offset-table': {
      message:
        'Los datos de píxeles de {{object}} están incompletos: la tabla de desplazamientos extendida lleva a {{found}} de {{frames}} frames.',
      advice: 'Vuelva a copiar o exportar el archivo desde el sistema que lo creó.',
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: 'Esta serie de CT no comparte el marco de referencia de {{segment}}.',
      advice: 'Elija la serie de CT sobre la que se dibujó.',
    },
    'than-folder': {
      message: '{{segmentation}} está en otro marco de referencia que la CT de {{folder}}.',
      advice: 'Indique la carpeta que contiene la CT sobre la que se dibujó.',
    },
    'than-study': {
      message: '{{segmentation}} está en otro marco de referencia que la CT de este estudio.',
      advice:
        'Abra la CT sobre la que se dibujó o haga que la segmentación se registre con esta CT.',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}} y {{ct}} no coinciden en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'No los use juntos. Avise al administrador del PACS y haga que el objeto equivocado se archive donde corresponde.',
    },
    'contours-named': {
      message:
        '{{contours}} y {{ct}} no coinciden en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'Indique los contornos de esta CT. Si se anonimizaron por separado y usted sabe que se corresponden, indíquelo con --accept-other-patient.',
    },
    images: {
      message:
        'Las imágenes de {{ct}} no coinciden entre sí en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'No las use. Avise al administrador del PACS y haga que las imágenes equivocadas se archiven donde corresponde.',
    },
    'images-named': {
      message:
        'Los archivos de {{ct}} no coinciden entre sí en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'Deje solo los de un paciente. Si se anonimizaron por separado y usted sabe que se corresponden, indíquelo con --accept-other-patient.',
    },
    predecessor: {
      message:
        'El informe que se va a sustituir y la CT no coinciden en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'Recargue el estudio y avise al administrador del PACS de que el informe está mal archivado.',
    },
    report: {
      message:
        'Este informe y la CT no coinciden en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'No se muestra. Avise al administrador del PACS y haga que se archive donde corresponde.',
    },
    study: {
      message:
        '{{ct}} y otra CT de este estudio no coinciden en $t(terms.attribute.{{attributes}}): pueden ser de pacientes distintos.',
      advice:
        'No se guarda nada. Avise al administrador del PACS y haga que la serie equivocada se archive donde corresponde.',
    },
  },
  'segment-outside-image': {
    contours: {
      message:
        '{{outside}} de los {{total}} planos de contorno de {{segment}} se salen de esta serie de CT.',
      advice: 'Elija la serie de CT sobre la que se dibujó.',
    },
    'other-images': {
      message: '{{segmentation}} se dibujó sobre imágenes que no forman parte de esta serie de CT.',
      advice: 'Elija la serie de CT sobre la que se dibujó.',
    },
    part: {
      message:
        '{{outside}} de los {{total}} vóxeles de {{segment}} están fuera de esta serie de CT.',
      advice: 'Elija la serie de CT sobre la que se dibujó.',
    },
    whole: {
      message: '{{segment}} está por completo fuera de esta serie de CT.',
      advice: 'Elija la serie de CT sobre la que se dibujó.',
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: 'La máscara se extiende por {{dimensions}} de los {{least}} ejes necesarios.',
      advice: 'Dibuje una lesión mayor o reduzca minimumROIDimensions.',
    },
    'few-voxels': {
      message: 'La máscara tiene {{count}} vóxeles; se requieren más de {{least}}.',
      advice: 'Dibuje una lesión mayor o reduzca minimumROISize.',
    },
    'filtered-not-numbers': {
      message: 'Dentro de la máscara, la imagen filtrada tiene vóxeles que no son números.',
      advice: 'Sustituya esos vóxeles en la imagen o prescinda del filtro.',
    },
    'no-spacing': {
      message: 'La imagen no indica la distancia entre sus vóxeles.',
      advice: 'Vuelva a exportarla con su espaciado.',
    },
    'no-voxel': {
      message: 'La máscara no tiene ningún vóxel.',
      advice: 'Dibuje la lesión o elija otra etiqueta.',
    },
    'no-voxel-left': {
      message: 'La interpolación y la resegmentación no dejan ningún vóxel de la máscara.',
      advice: 'Dibuje una lesión mayor o amplíe el intervalo de resegmentación.',
    },
    'not-numbers': {
      message: 'La imagen tiene dentro de la máscara vóxeles que no son números.',
      advice: 'Sustitúyalos o exclúyalos de la máscara.',
    },
    'other-grid': {
      message: 'La máscara está en otra malla que la imagen.',
      advice: 'Llévela antes a la malla de la imagen.',
    },
    resegmented: {
      message: 'La resegmentación deja {{left}} de {{count}} vóxeles.',
      advice: 'Amplíe resegmentRange.',
    },
    'several-slices': {
      message: 'La máscara abarca {{count}} cortes y shape2D es de uno solo.',
      advice: 'Prescinda de shape2D o elija una máscara de un solo corte.',
    },
    'single-voxel': {
      message: 'La máscara tiene un solo vóxel.',
      advice: 'Dibuje una lesión de varios vóxeles.',
    },
    'single-voxel-left': {
      message: 'La interpolación y la resegmentación dejan un solo vóxel de la máscara.',
      advice: 'Dibuje una lesión mayor o amplíe el intervalo de resegmentación.',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message: 'El modelo pide la característica {{feature}}, que sus parámetros no proporcionan.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    file: {
      message: '{{file}}: el archivo: {{problem}}.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    'log-width': {
      message: 'LoG no puede tener la anchura {{sigma}} mm.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    'not-yaml': {
      message: '{{file}} no es YAML: {{problem}}',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    setting: {
      message: '{{file}}: {{setting}}: {{problem}}.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    'bins-too-narrow': {
      message: 'Los intervalos de {{width}} generan más de {{most}} niveles de gris en la lesión.',
      advice: 'Elija intervalos más anchos.',
    },
    'spacing-too-coarse': {
      message: 'Con un espaciado de {{spacing}} mm no queda ningún vóxel de la lesión.',
      advice: 'Elija un espaciado menor que el tamaño de la lesión.',
    },
    'spacing-too-fine': {
      message:
        'El espaciado de {{spacing}} mm divide el volumen que rodea la lesión en más vóxeles de los que se pueden manejar.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    'unknown-feature': {
      message: 'La clase {{featureClass}} no tiene la característica {{feature}}.',
      advice: 'Corrija los parámetros; docs/radiomics.md enumera los que existen.',
    },
    'trusted-keys': {
      message: '{{place}} no contiene una lista de claves ({{problem}}).',
      advice:
        'Escriba una lista de objetos con name y publicKey, como los que imprime mutation-prediction sign key.',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: 'El servidor {{server}} no indica qué es su modelo {{model}}.',
      advice: 'Indique un servidor de este software, no el que ejecuta las redes detrás de él.',
    },
    'not-on-server': {
      message: 'El servidor {{server}} no tiene el modelo {{model}}.',
      advice: 'Elija un modelo que tenga o consulte a su administrador.',
    },
    'not-listed': {
      message: 'El servidor {{server}} no indica qué modelos tiene.',
      advice:
        'Compruebe que mutationPrediction.server en app-config.js sea la dirección de un servidor de este tipo.',
    },
    'no-card': {
      message: 'El servidor {{server}} no tiene ficha del modelo {{model}}.',
      advice: 'Consulte a su administrador.',
    },
    'not-here': {
      message: 'Este equipo no tiene el modelo {{model}}.',
      advice: 'Elija uno de sus modelos o ejecute este en el servidor.',
    },
    'no-assets-url': {
      message: 'Este visor no indica desde dónde se sirve el worker de Mutation Prediction.',
      advice:
        'Asigne a mutationPrediction.assetsUrl en app-config.js la carpeta de la compilación ESM de la extensión.',
    },
    'unknown-device': {
      message: 'mutationPrediction.device es «{{device}}» en app-config.js.',
      advice: 'Asígnele uno de estos valores: {{devices}}.',
    },
    'unknown-place': {
      message: 'mutationPrediction.server.place es «{{place}}» en app-config.js.',
      advice: 'Asígnele uno de estos valores: {{places}}.',
    },
    'unknown-server': {
      message: 'mutationPrediction.server es «{{server}}» en app-config.js.',
      advice:
        'Indique una dirección en el origen del propio visor, como /inference, o una que empiece por https://, sin usuario ni contraseña.',
    },
    'insecure-page': {
      message: 'No se puede comprobar el modelo porque esta página no es un contexto seguro.',
      advice: 'Abra el visor por HTTPS o en localhost.',
    },
    'no-storage': {
      message:
        'Este navegador no guarda archivos para esta página y el modelo {{model}} ocupa {{size}} MB, demasiado para descargarlo con cada lesión.',
      advice: 'Abra el visor por HTTPS en una ventana normal o ejecute el modelo en el servidor.',
    },
    'no-room': {
      message: 'Este navegador no tiene espacio para los {{size}} MB del modelo {{model}}.',
      advice: 'Libere espacio en el disco o ejecute el modelo en el servidor.',
    },
    'no-package-read': {
      message: 'No se pudo leer ningún paquete de modelo «{{model}}».',
      advice: 'Compruebe mutationPrediction.models en app-config.js.',
    },
    'not-fetched': {
      message: 'No se pudo obtener {{url}}: {{problem}}.',
      advice: 'Compruebe la red y que el sitio sirva este paquete de modelo.',
    },
    'not-served': {
      message: 'No se pudo obtener {{url}}: el servidor respondió {{status}}.',
      advice: 'Compruebe la red y que el sitio sirva este paquete de modelo.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Inténtelo de nuevo; si sigue igual, consulte al administrador de este visor.',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}} no describe los casos con los que se entrenó un modelo.',
      advice: 'Use otra versión del paquete de modelo.',
    },
    'no-views': {
      message: 'El modelo {{model}} no usa vistas de la lesión.',
      advice: 'Elija un paquete de modelo cuyas entradas incluyan vistas.',
    },
    'not-json': {
      message: '{{file}} no describe un paquete de modelo (no es JSON).',
      advice: 'Compruebe la dirección o compare el archivo con models/model-package.schema.json.',
    },
    schema: {
      message: '{{file}} no describe un paquete de modelo ({{problems}}).',
      advice: 'Compruebe la dirección o compare el archivo con models/model-package.schema.json.',
    },
    'schema-more': {
      message: '{{file}} no describe un paquete de modelo ({{problems}}; {{count}} más).',
      advice: 'Compruebe la dirección o compare el archivo con models/model-package.schema.json.',
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: 'El archivo de modelo {{file}} tiene SHA-256 {{found}}… en lugar de {{expected}}….',
      advice:
        'Está dañado o no es el archivo que describe model.json: vuelva a obtener el paquete.',
    },
    size: {
      message: 'El archivo de modelo {{file}} tiene {{found}} bytes en lugar de {{expected}}.',
      advice:
        'Está dañado o no es el archivo que describe model.json: vuelva a obtener el paquete.',
    },
  },
  'inference-failed': {
    'no-result': {
      message: 'La respuesta del servidor no es un resultado del modelo {{model}}: {{problem}}.',
      advice:
        'Avise al administrador del servidor; puede ser de una versión distinta de la de este programa.',
    },
    'failed-on-server': {
      message: 'El modelo {{model}} falló: {{problem}}',
      advice: 'Comunique este mensaje al administrador del servidor.',
    },
    'no-activation-maps': {
      message:
        'El modelo {{model}} no devolvió mapas de activación utilizables de su entrada «{{input}}».',
      advice: 'Use otra versión del paquete de modelo.',
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message:
        'El modelo {{model}} no devolvió características que comparar con sus datos de entrenamiento.',
      advice: 'Use otra versión del paquete de modelo.',
    },
    'no-output': {
      message: 'El modelo {{model}} no devolvió la salida «{{output}}».',
      advice:
        'Ejecútelo de nuevo; si vuelve a ocurrir, use otro dispositivo u otra versión del paquete de modelo.',
    },
    'no-probabilities': {
      message:
        'La salida «{{output}}» del modelo {{model}} contiene valores que no son probabilidades.',
      advice:
        'Ejecútelo de nuevo; si vuelve a ocurrir, use otro dispositivo u otra versión del paquete de modelo.',
    },
    'not-compiled': {
      message: 'No se pudo compilar la red en {{backend}}: {{problem}}',
      advice:
        'Ejecútelo de nuevo; si vuelve a fallar, recargue la página y notifique este mensaje.',
    },
    'not-run': {
      message: 'No se pudo ejecutar la red en {{backend}}: {{problem}}',
      advice:
        'Ejecútelo de nuevo; si vuelve a fallar, recargue la página y notifique este mensaje.',
    },
    'output-shape': {
      message:
        'La salida «{{output}}» del modelo {{model}} tiene la forma [{{found}}] en lugar de [{{expected}}].',
      advice:
        'Ejecútelo de nuevo; si vuelve a ocurrir, use otro dispositivo u otra versión del paquete de modelo.',
    },
    'runtime-not-loaded': {
      message: 'No se pudo cargar ONNX Runtime ({{build}}): {{problem}}',
      advice:
        'Compruebe que el sitio sirva todos los archivos de la compilación ESM de la extensión.',
    },
    stopped: {
      message: 'La predicción se detuvo: {{problem}}',
      advice:
        'Ejecútela de nuevo; si vuelve a fallar, recargue la página y notifique este mensaje.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Repita la predicción; si vuelve a fallar, recargue la página.',
    },
    'webgpu-only': {
      message: 'Este sitio solo admite WebGPU. {{reason}}',
      advice:
        'Use un navegador que ofrezca WebGPU o asigne auto a mutationPrediction.device en app-config.js.',
    },
    'worker-not-loaded': {
      message: 'No se pudo cargar el worker de inferencia desde {{url}}.',
      advice:
        'Compruebe que el sitio sirva la compilación ESM de la extensión en el origen del propio visor.',
    },
    'worker-ended': {
      message: 'El navegador cerró el worker de inferencia, quizá por falta de memoria.',
      advice: 'Cierre otras pestañas y repita la predicción o elija un modelo más pequeño.',
    },
    'worker-stopped': {
      message: 'El worker de inferencia se detuvo: {{problem}}',
      advice:
        'Compruebe que el sitio sirva la compilación ESM de la extensión en el origen del propio visor.',
    },
  },
  'model-changed': {
    'other-version': {
      message:
        'El servidor tiene otra versión del modelo {{model}} que aquella para la que se hizo esta petición.',
      advice: 'Vuelva a abrir el modelo: sus umbrales o entradas pueden haber cambiado.',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: 'El servidor {{server}} no dio una respuesta utilizable: {{problem}}',
      advice: 'Avise al administrador del servidor o ejecute el modelo en este equipo.',
    },
    silent: {
      message: 'El servidor {{server}} no responde.',
      advice: 'Compruebe su dirección y la red o ejecute el modelo en este equipo.',
    },
    'not-ready': {
      message: 'El servidor {{server}} no está listo para ejecutar modelos.',
      advice: 'Inténtelo más tarde o ejecute el modelo en este equipo.',
    },
    'too-late': {
      message: 'El servidor {{server}} tardó demasiado en responder.',
      advice: 'Inténtelo de nuevo o ejecute el modelo en este equipo.',
    },
  },
  'server-busy': {
    full: {
      message: 'El servidor {{server}} está saturado en este momento.',
      advice: 'Inténtelo de nuevo en un minuto o ejecute el modelo en este equipo.',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: 'El servidor {{server}} no le permite usar el modelo {{model}}.',
      advice: 'Consulte al administrador del servidor.',
    },
    'not-allowed-at-all': {
      message: 'El servidor {{server}} no le permite usarlo.',
      advice: 'Consulte al administrador del servidor.',
    },
    request: {
      message: 'El servidor {{server}} rechazó la petición: {{problem}}',
      advice: 'Puede ser de una versión distinta de la de este programa.',
    },
    'unknown-user': {
      message: 'El servidor {{server}} no sabe quién es usted.',
      advice: 'Vuelva a iniciar sesión o proporcione un token válido.',
    },
  },
  'worker-failed': {
    features: {
      message: 'Se detuvo un worker que calcula características: {{problem}}.',
      advice:
        'Calcúlelas de nuevo; si sigue igual, hágalo con menos workers o menos tipos de imagen.',
    },
    'features-not-loaded': {
      message: 'Se detuvo un worker que calcula características: no se pudo cargar.',
      advice:
        'Calcúlelas de nuevo; si sigue igual, hágalo con menos workers o menos tipos de imagen.',
    },
    object: {
      message: 'No se pudo leer {{object}}: {{problem}}.',
      advice:
        'Puede estar dañado: vuelva a exportarlo desde el sistema que lo creó o recargue el estudio.',
    },
    'object-closed': {
      message: 'No se pudo leer {{object}}: se cerró su estudio.',
      advice:
        'Puede estar dañado: vuelva a exportarlo desde el sistema que lo creó o recargue el estudio.',
    },
    'object-slow': {
      message: 'No se pudo leer {{object}}: tardó más de {{seconds}} s.',
      advice:
        'Puede estar dañado: vuelva a exportarlo desde el sistema que lo creó o recargue el estudio.',
    },
    'parser-not-loaded': {
      message: 'No se pudo leer {{object}}: no se pudo cargar {{url}}.',
      advice:
        'Puede estar dañado: vuelva a exportarlo desde el sistema que lo creó o recargue el estudio.',
    },
    segmenter: {
      message: 'No se pudo segmentar el nódulo: {{problem}}.',
      advice: 'Haga clic en él de nuevo; si sigue igual, delinéelo con el pincel.',
    },
    'segmenter-not-loaded': {
      message: 'No se pudo segmentar el nódulo: no se pudo cargar {{url}}.',
      advice: 'Recargue la página; si sigue igual, consulte a quien instaló esta extensión.',
    },
    segmentation: {
      message: 'No se pudo leer la segmentación: {{problem}}.',
      advice: 'Recargue el estudio; si sigue igual, notifíquelo con este mensaje.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Calcúlelas de nuevo; si vuelve a fallar, recargue la página.',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message:
        'La imagen de esta predicción no tiene identidad DICOM, así que ningún informe DICOM puede referirse a ella.',
      advice: 'Haga la predicción sobre la serie DICOM o conserve el resultado como JSON.',
    },
  },
  'invalid-report': {
    'class-uid': {
      message:
        'No se puede escribir el informe: el SOP Class UID de «{{concept}}» no es un UID válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'code-part-not-ascii': {
      message:
        'No se puede escribir el informe: el $t(terms.code.{{part}}) «{{text}}» no es ASCII puro.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'code-part-too-long': {
      message:
        'No se puede escribir el informe: el $t(terms.code.{{part}}) «{{text}}» supera los {{maximum}} caracteres.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'contours-changed': {
      message: 'Los contornos de {{lesion}} ya no son los de la predicción.',
      advice: 'Repita la predicción y después guarde.',
    },
    'different-facts': {
      message:
        'No se puede escribir el informe: las predicciones se hicieron con valores distintos de {{key}}.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'document-uid': {
      message: 'No se puede escribir el informe: {{attribute}} no es un UID válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'empty-container': {
      message: 'No se puede escribir el informe: el contenedor «{{concept}}» está vacío.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'empty-text': {
      message: 'No se puede escribir el informe: el texto de «{{concept}}» está vacío.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'explanation-class': {
      message:
        'No se puede escribir el informe: la explicación visual no es un Parametric Map ni un SEG.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'explanation-segment': {
      message:
        'No se puede escribir el informe: la explicación visual es un segmento de un SEG sin número, o un mapa con número.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'explanation-target': {
      message:
        'No se puede escribir el informe: una explicación visual es de algo que no se predijo.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'frame-number': {
      message: 'No se puede escribir el informe: «{{concept}}» no tiene un número de frame válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'instance-uid': {
      message:
        'No se puede escribir el informe: el SOP Instance UID de «{{concept}}» no es un UID válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'invalid-fields': {
      message: 'No se puede escribir el informe: {{fields}} no es válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'no-code-part': {
      message:
        'No se puede escribir el informe: a un concepto («{{concept}}») le falta el $t(terms.code.{{part}}).',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'no-lesion': {
      message: 'No se puede escribir el informe: no tiene ninguna lesión.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'no-seg': {
      message:
        'No se puede escribir el informe: la lesión no se indica como segmento de un SEG de DICOM.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'not-finite': {
      message: 'No se puede escribir el informe: «{{concept}}» no es un número finito.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'other-image': {
      message:
        'No se puede escribir el informe: la predicción se hizo sobre otra imagen ({{attribute}} difiere).',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'other-segment': {
      message: 'No se puede escribir el informe: la predicción se hizo sobre otro segmento.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'other-study': {
      message:
        'No se puede escribir el informe: los atributos del paciente son de otro estudio que la imagen.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    outdated: {
      message:
        'El resultado dejó de estar vigente mientras se elaboraba su informe; no se guardó nada.',
      advice: 'Repita la predicción y guarde ese resultado.',
    },
    relationship: {
      message:
        'No se puede escribir el informe: «{{concept}}» ({{type}}) no puede tener un {{childType}} como {{relationship}}.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'same-run-twice': {
      message: 'No se puede escribir el informe: la misma ejecución figura dos veces.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'segment-number': {
      message:
        'No se puede escribir el informe: «{{concept}}» no tiene un número de segmento válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'text-not-ascii': {
      message: 'No se puede escribir el informe: el texto de «{{concept}}» no es ASCII puro.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    uid: {
      message: 'No se puede escribir el informe: «{{concept}}» no es un UID válido.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Repita la predicción y guarde ese resultado.',
    },
    unsound: {
      message: 'No se puede escribir el informe: {{problem}}.',
      advice: 'No se guardó nada. Notifíquelo junto con el paquete de modelo utilizado.',
    },
    'not-ours-to-sign': {
      message: 'El informe {{report}} es de otro sistema o no lleva el sello de este producto.',
      advice: 'Firme informes escritos por este producto.',
    },
  },
  'store-refused': {
    failed: {
      message: 'El servidor rechazó el informe: $t(terms.storeFailure.{{failure}}) ({{status}}H).',
      advice: 'Inténtelo de nuevo, descargue el informe o consulte al administrador del PACS.',
    },
    'no-answer': {
      message: 'El servidor no respondió.',
      advice: 'Compruebe la conexión e inténtelo de nuevo.',
    },
    'no-reason': {
      message: 'El servidor rechazó el informe sin indicar el motivo.',
      advice: 'Inténtelo de nuevo, descargue el informe o consulte al administrador del PACS.',
    },
    'no-store': {
      message: 'La fuente de datos de este visor no puede guardar objetos DICOM.',
      advice: 'Descargue el informe y envíelo al PACS por otra vía.',
    },
    'not-listed': {
      message: 'El servidor respondió, pero no incluye el informe entre los objetos guardados.',
      advice: 'Inténtelo de nuevo, descargue el informe o consulte al administrador del PACS.',
    },
    refused: {
      message: 'El servidor rechazó el informe: HTTP {{status}}.',
      advice: 'Inténtelo de nuevo, descargue el informe o consulte al administrador del PACS.',
    },
    'refused-because': {
      message: 'El servidor rechazó el informe: {{problem}} (HTTP {{status}}).',
      advice: 'Inténtelo de nuevo, descargue el informe o consulte al administrador del PACS.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Inténtelo de nuevo o descargue el informe; hasta entonces se conserva aquí.',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: 'El punto está fuera de la CT.',
      advice:
        'Elija un punto dentro de un nódulo de esta CT; los milímetros se cuentan en el sistema del paciente: L, P, S.',
    },
    'no-lung': {
      message: 'No hay pulmón aireado cerca del punto.',
      advice: 'Haga clic en un nódulo del pulmón o delinee la lesión con el pincel.',
    },
    air: {
      message: 'El punto está en aire, no en un nódulo.',
      advice: 'Haga clic en el propio nódulo.',
    },
    bone: {
      message: 'El punto está en hueso.',
      advice: 'Haga clic en un nódulo del pulmón o delinee la lesión con el pincel.',
    },
    'outside-lung': {
      message: 'El punto está fuera de los pulmones.',
      advice: 'Haga clic en un nódulo del pulmón o delinee la lesión con el pincel.',
    },
    'no-ct-there': {
      message: 'Esta ventana no muestra ninguna CT que se pueda leer.',
      advice: 'Haga clic en el nódulo donde se muestre una serie de CT.',
    },
    'only-lung': {
      message: 'En el punto solo hay pulmón aireado.',
      advice:
        'Haga clic dentro del nódulo, donde sea denso; un nódulo apenas más denso que el pulmón debe dibujarse.',
    },
    'too-thin': {
      message: 'Lo que hay en el punto es demasiado fino para ser un nódulo; por ejemplo, un vaso.',
      advice: 'Haga clic en el centro del nódulo o delinéelo con el pincel.',
    },
  },
  cancelled: {
    run: {
      message: 'Se canceló la ejecución.',
    },
  },
  'signature-invalid': {
    model: {
      message: 'El paquete de modelo {{model}} se modificó después de firmarse.',
      advice: 'No lo use. Vuelva a obtenerlo de quien lo creó y compare la firma.',
    },
    report: {
      message: 'El informe {{report}} se modificó después de firmarse.',
      advice: 'No se fíe de él. Recupere el original de quien lo firmó.',
    },
  },
  'invalid-request': {
    'no-output': {
      message: 'El modelo {{model}} no tiene la salida «{{output}}».',
      advice: 'Pida: {{available}}.',
    },
    pipeline: {
      message: 'No se puede leer la petición al modelo {{model}}: {{problem}}.',
      advice: 'Envíe lo que indican los metadatos del modelo.',
    },
  },
} as const;
