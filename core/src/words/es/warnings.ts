/** What limits a prediction, in Spanish. */
export const warnings = {
  'not-from-patients':
    'Este modelo ha aprendido, a lo sumo, de imágenes artificiales, nunca de pacientes. Su resultado no dice nada de este paciente.',
  'demonstration-weights':
    'Pesos de demostración: los números no significan nada para un paciente. Entrenado con: {{trainedOn}}',
  'shown-although-withheld':
    'Las cifras del modelo se retuvieron y se muestran porque un usuario pidió verlas. No son fiables.',
  'other-structure': {
    coded:
      'El segmento está codificado como «{{structure}}», que no es una lesión pulmonar. Elija el segmento que contiene la lesión.',
    elsewhere:
      'El segmento está codificado como una lesión de «{{structure}}»; el modelo solo lee lesiones del pulmón. Elija el segmento que contiene la lesión pulmonar.',
  },
  'implausible-hu': {
    flat: 'La CT apenas varía a menos de {{reach}} mm de la lesión: sus valores no son los de un paciente. Elija la serie de CT original.',
    low: 'A menos de {{reach}} mm de la lesión, $t(terms.share.{{share}}) de los vóxeles tienen valores inferiores a los del aire: no son unidades Hounsfield. Elija la serie de CT original.',
    high: 'A menos de {{reach}} mm de la lesión, $t(terms.share.{{share}}) de los vóxeles son tan densos como el hueso compacto: no son unidades Hounsfield de un tórax. Elija la serie de CT original.',
  },
  'outside-lung': {
    none: 'No hay pulmón aireado a menos de {{reach}} mm de la lesión: está fuera de los pulmones o los valores de la CT no son unidades Hounsfield. Compruebe que los contornos y la serie de CT sean los correctos.',
    apart:
      'Solo $t(terms.share.{{share}}) de lo que rodea la lesión es pulmón aireado: está fuera de los pulmones o en pulmón sin aire. Compruebe los contornos.',
  },
  'contours-on-air':
    'Los contornos contienen aire y ningún tejido (mediana {{median}} HU). Compruebe que estén sobre la lesión.',
  'contours-on-bone':
    'La densidad es como la del hueso en $t(terms.share.{{share}}) de la lesión: es hueso o está calcificada, y el modelo no se hizo para ninguno de los dos casos. Compruebe los contornos.',
  'contours-on-lung':
    'Los contornos contienen pulmón normal: es solo {{contrast}} HU más denso que el pulmón que lo rodea. Dibuje la propia lesión.',
  'outside-field':
    'Solo $t(terms.share.{{share}}) de la lesión está en la parte de la CT que ve el modelo, situada en torno a su centro. Elija una parte del segmento u otro modelo.',
  'coded-otherwise':
    'El segmento está codificado como «{{structure}}», no como lesión. Compruebe que sea el segmento correcto.',
  'little-lung':
    'Solo $t(terms.share.{{share}}) de lo que rodea la lesión es pulmón aireado. Compruebe su límite con la pared torácica, el mediastino o el diafragma.',
  'little-tissue':
    'Solo $t(terms.share.{{share}}) de los contornos supera −500 HU; el resto puede ser pulmón normal. Compruebe que estén sobre la lesión.',
  'dense-parts':
    'La densidad es como la del hueso en $t(terms.share.{{share}}) de la lesión. Compruebe que los contornos no incluyan costillas ni vértebras.',
  'blood-density':
    'La lesión es tan densa como la sangre con medio de contraste (mediana {{median}} HU). Compruebe que no sea un vaso.',
  'unusual-lung':
    'El pulmón que rodea la lesión tiene {{median}} HU, cuando lo habitual es de {{low}} a {{high}} HU. Un enfisema, líquido o una CT sin calibrar cambian lo que ve el modelo.',
  'lesion-exceeds-field':
    'Del total de la lesión, $t(terms.share.{{share}}) queda fuera del campo de {{field}} mm que ve el modelo.',
  'lesion-touches-field':
    'La lesión llega a {{clearance}} mm del borde del campo de {{field}} mm que ve el modelo.',
  'lesion-small':
    'La lesión mide {{diameter}} mm; por debajo de {{least}} mm es demasiado pequeña para leerse.',
  'lesion-few-slices_one':
    'La lesión está contorneada en {{count}} corte; se necesitan {{least}} o más para ver su forma.',
  'lesion-few-slices_many':
    'La lesión está contorneada en {{count}} cortes; se necesitan {{least}} o más para ver su forma.',
  'lesion-few-slices_other':
    'La lesión está contorneada en {{count}} cortes; se necesitan {{least}} o más para ver su forma.',
  'lesion-in-parts':
    'La lesión está en {{count}} partes separadas; el campo se centra en el conjunto de todas.',
  'thick-slices':
    'Los cortes tienen {{thickness}} mm de grosor; con más de {{most}} mm la lesión pierde nitidez.',
  'not-chest': 'La CT es de la región anatómica {{bodyPart}}, no del tórax.',
  'contrast-unknown': 'La CT no indica si se administró contraste ni en qué fase se adquirió.',
  'clinical-missing': {
    none: 'Dato desconocido: $t(terms.clinical.{{field}}); el modelo calcula sin él.',
    age: 'Edad desconocida; el modelo calcula en su lugar con {{value}} años.',
    height: 'Talla desconocida; el modelo calcula en su lugar con {{value}} cm.',
    weight: 'Peso desconocido; el modelo calcula en su lugar con {{value}} kg.',
    as: 'Dato desconocido: $t(terms.clinical.{{field}}); el modelo calcula en su lugar con «$t(terms.choice.{{choice}})».',
    between:
      'Dato desconocido: $t(terms.clinical.{{field}}); el modelo calcula en su lugar con un valor entre «$t(terms.choice.{{lower}})» y «$t(terms.choice.{{upper}})».',
    mixed:
      'Dato desconocido: $t(terms.clinical.{{field}}); el modelo calcula sin ningún valor concreto en su lugar.',
  },
  'radiomics-missing': {
    feature:
      'En esta lesión no se pueden obtener {{missing}} de {{count}} características radiómicas ({{feature}}); el modelo calcula en su lugar con los valores habituales de los datos de entrenamiento.',
    features:
      'En esta lesión no se pueden obtener {{missing}} de {{count}} características radiómicas ({{feature}} y {{others}} más); el modelo calcula en su lugar con los valores habituales de los datos de entrenamiento.',
  },
  'unlike-training-data': {
    network:
      'La lesión no se parece a aquellas con las que se entrenó el modelo, sobre todo en lo que la red extrae de ella: entre lesiones como aquellas, como máximo el {{share}} % son tan inusuales.',
    region:
      'La lesión no se parece a aquellas con las que se entrenó el modelo, sobre todo en la CT dentro y alrededor de ella: entre lesiones como aquellas, como máximo el {{share}} % son tan inusuales.',
    radiomics:
      'La lesión no se parece a aquellas con las que se entrenó el modelo, sobre todo en sus características radiómicas: entre lesiones como aquellas, como máximo el {{share}} % son tan inusuales.',
  },
  'segmentation-resampled': {
    ct: 'Los contornos se dibujaron sobre otros vóxeles que los de esta CT; su borde puede desviarse medio vóxel.',
    image:
      '{{file}} se dibujó sobre otros vóxeles que los de la imagen; su borde puede desviarse medio vóxel.',
  },
  'contours-overlap_one':
    'Los contornos de {{segment}} se repiten o se superponen en {{count}} corte; {{voxels}} vóxeles dependen de cómo se interprete.',
  'contours-overlap_many':
    'Los contornos de {{segment}} se repiten o se superponen en {{count}} cortes; {{voxels}} vóxeles dependen de cómo se interprete.',
  'contours-overlap_other':
    'Los contornos de {{segment}} se repiten o se superponen en {{count}} cortes; {{voxels}} vóxeles dependen de cómo se interprete.',
  'other-ct': {
    named:
      '{{contours}} se dibujó sobre {{drawnOn}} y se lee en {{ct}}: en otra fase o reconstrucción la lesión puede estar en otro lugar.',
    series:
      '{{contours}} se dibujó sobre la serie {{drawnOn}} y se lee en {{ct}}: en otra fase o reconstrucción la lesión puede estar en otro lugar.',
    images:
      '{{contours}} se dibujó sobre imágenes que no están entre las de {{ct}}, en la que se lee: en otra fase o reconstrucción la lesión puede estar en otro lugar.',
  },
  'other-patient': {
    contours:
      '{{contours}} y {{ct}} no coinciden en $t(terms.attribute.{{attributes}}); el usuario respondió de que son de un mismo paciente.',
    report:
      '{{file}} y {{ct}} no coinciden en $t(terms.attribute.{{attributes}}); el usuario respondió de que son de un mismo paciente.',
    images:
      'Los archivos de {{ct}} no coinciden entre sí en $t(terms.attribute.{{attributes}}); el usuario respondió de que son de un mismo paciente.',
  },
  'device-fallback':
    'El modelo se ejecutó en $t(terms.backend.{{backend}}). $t(terms.fallback.{{why}})',
} as const;
