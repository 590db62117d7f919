const EXPORT_OBJECT = 'Das Objekt aus dem Ursprungssystem erneut exportieren.';
const EXPORT_FILE = 'Die Datei aus dem Ursprungssystem erneut kopieren oder exportieren.';
const EXPORT_SEGMENTATION = 'Die Segmentierung aus dem Ursprungssystem erneut exportieren.';
const EXPORT_EXPLICIT = 'Erneut als Explicit VR Little Endian exportieren.';
const EXPORT_IMAGES = 'Die Bilder aus Scanner oder PACS erneut exportieren.';
const RELOAD_OR_ARCHIVE =
  'Die Untersuchung neu laden; bleibt der Fehler, an die Administration des Archivs wenden.';
const RETRIEVE_REPORT = 'Den Bericht erneut abrufen oder die Vorhersage wiederholen.';
const OTHER_VIEWER =
  'In dem Viewer öffnen, der ihn geschrieben hat, oder dieses Produkt aktualisieren.';
const WRITING_VIEWER = 'In dem Viewer öffnen, der das Objekt geschrieben hat.';
const DRAWN_ON = 'Die CT-Serie auswählen, auf der gezeichnet wurde.';
const ONE_STACK = 'Eine Serie auswählen, die ein Stapel paralleler Schichten ist.';
const CORRECT_PARAMETERS = 'Die Parameter korrigieren; docs/radiomics.md nennt die vorhandenen.';
const NOTHING_STORED =
  'Es wurde nichts gespeichert. Bitte unter Angabe des verwendeten Modellpakets melden.';
const STORE_ELSEHOW =
  'Erneut versuchen, den Bericht herunterladen oder an die Administration des Archivs wenden.';
const FETCH_PACKAGE =
  'Die Datei ist beschädigt oder nicht die, die model.json beschreibt: das Paket erneut abrufen.';
const COMPARE_SCHEMA =
  'Die Adresse prüfen oder die Datei mit models/model-package.schema.json vergleichen.';
const OTHER_VERSION = 'Eine andere Version des Modellpakets verwenden.';
const RUN_ELSEWHERE =
  'Erneut ausführen; bei Wiederholung ein anderes Gerät oder eine andere Version des Modellpakets verwenden.';
const RUN_AGAIN =
  'Erneut ausführen; schlägt es wieder fehl, die Seite neu laden und diese Meldung weitergeben.';
const COMPLETE_BUILD =
  'Prüfen, ob die Installation alle Dateien des ESM-Builds der Erweiterung ausliefert.';
const SAME_ORIGIN =
  'Prüfen, ob der ESM-Build der Erweiterung vom selben Ursprung wie der Viewer ausgeliefert wird.';
const PERHAPS_DAMAGED =
  'Möglicherweise beschädigt: aus dem Ursprungssystem erneut exportieren oder die Untersuchung neu laden.';
const COMPUTE_AGAIN =
  'Erneut berechnen; bleibt der Fehler, mit weniger Workern oder weniger Bildtypen.';
const CLICK_NODULE =
  'Einen Rundherd in der Lunge anklicken oder die Läsion mit dem Pinsel umranden.';
const ASK_SERVER = 'An die Verantwortlichen des Servers wenden.';
const SERVES_PACKAGE = 'Das Netzwerk prüfen und ob die Installation dieses Modellpaket ausliefert.';

/** Sentences of refusals in German; `../en/refusals.ts` says what they are. */
export const refusals = {
  // input objects
  'not-dicom': {
    'no-header': {
      message: 'Die Datei hat keinen DICOM-Part-10-Header.',
      advice: 'Eine DICOM-Datei auswählen.',
    },
    'no-prefix': {
      message: '{{file}} ist keine DICOM-Datei.',
      advice: 'Dateien auswählen, die als DICOM (Part 10) exportiert wurden.',
    },
  },
  'unsupported-object': {
    'contours-oblique': {
      message:
        'Die Konturen von {{segment}} verlaufen nicht parallel zu den Schichten dieser CT-Serie.',
      advice: DRAWN_ON,
    },
    'drawn-otherwise': {
      message: '{{segmentation}} ist weder mit dem Pinsel noch als Kontur gezeichnet.',
      advice: 'Die Läsion mit dem Pinsel einzeichnen oder ihre Konturen zeichnen.',
    },
    'foreign-report': {
      message: 'Der Bericht {{report}} ist keine Mutationsvorhersage dieses Produkts.',
      advice: OTHER_VIEWER,
    },
    'map-pixels': {
      message: 'Die Werte von {{object}} sind nicht als 32-Bit-Gleitkommazahlen gespeichert.',
      advice: WRITING_VIEWER,
    },
    'multi-frame': {
      message: '{{image}} ist ein Multi-Frame-Bild.',
      advice: 'Die Serie als einzelne CT-Bilder (Single-Frame) laden.',
    },
    'newer-report': {
      message: 'Der Bericht {{report}} wurde von einer neueren Version geschrieben.',
      advice: OTHER_VIEWER,
    },
    'no-measurements': {
      message: 'Der Bericht {{report}} enthält keine Messung einer Läsion.',
      advice: WRITING_VIEWER,
    },
    'no-parametric-map': {
      message: '{{object}} ist keine DICOM Parametric Map ({{type}}).',
      advice: 'Die Karte auswählen, die mit dem Bericht gespeichert wurde.',
    },
    'no-segmentation': {
      message: '{{object}} ist weder eine DICOM-Segmentierung noch ein Structure Set ({{type}}).',
      advice: 'Ein SEG- oder RTSTRUCT-Objekt auswählen.',
    },
    'not-fetched': {
      message: '{{object}} konnte nicht aus dem Archiv abgerufen werden.',
      advice: RELOAD_OR_ARCHIVE,
    },
    'not-fetched-status': {
      message: '{{object}} konnte nicht aus dem Archiv abgerufen werden (HTTP {{status}}).',
      advice: RELOAD_OR_ARCHIVE,
    },
    'not-hounsfield': {
      message:
        '{{image}} enthält keine Hounsfield-Einheiten: {{photometric}}, {{bitsStored}} von {{bitsAllocated}} Bit, Rescale Slope {{slope}}, Rescale Type {{type}}.',
      advice: 'Die originalen CT-Bilder exportieren.',
    },
    'no-numbers': {
      message_one: '{{image}} hat {{count}} Voxel, das keine Zahl ist.',
      message_other: '{{image}} hat {{count}} Voxel, die keine Zahlen sind.',
      advice:
        'Diesen Voxeln den Wert geben, für den sie stehen, etwa −1000 HU außerhalb des Messfelds des Scanners.',
    },
    'other-codestream-bits': {
      message:
        'Die Pixeldaten von {{object}} passen nicht zu seinen Attributen: ein Codestream hat {{codedBits}} $t(terms.sign.{{codedSign}}) Bit pro Wert, vorgesehen sind {{bitsStored}} $t(terms.sign.{{sign}}) von {{bitsAllocated}}, das höchste in Bit {{highBit}}.',
      advice: EXPORT_EXPLICIT,
    },
    'other-codestream-size': {
      message:
        'Die Pixeldaten von {{object}} passen nicht zu seinen Attributen: ein Codestream hat {{components}} × {{codedColumns}} × {{codedRows}} Werte, vorgesehen sind 1 × {{columns}} × {{rows}}.',
      advice: EXPORT_EXPLICIT,
    },
    'pixel-format': {
      message:
        '{{object}} hat {{samples}} Werte mit {{bits}} Bit pro Pixel; gelesen wird nur einer mit 1, 8 oder 16 Bit.',
      advice: 'Erneut als Graustufenbild exportieren.',
    },
    preview: {
      message:
        'Der Viewer hält {{image}} mit {{shownColumns}} × {{shownRows}} Pixeln statt {{columns}} × {{rows}}.',
      advice:
        'Die Untersuchung neu laden oder verlustbehaftete Vorschauen administrativ abschalten lassen.',
    },
    'segmentation-type': {
      message:
        '{{object}} ist eine Segmentierung vom Typ {{type}}; gelesen werden BINARY, FRACTIONAL und LABELMAP.',
      advice: 'Die Segmentierung in einem dieser Typen speichern.',
    },
    'studies-not-searched': {
      message:
        'Das Archiv konnte nicht nach weiteren Untersuchungen des Patienten durchsucht werden.',
      advice: RELOAD_OR_ARCHIVE,
    },
    'too-many-pixels': {
      message:
        '{{object}} gibt {{columns}} × {{rows}} komprimierte Pixel an, mehr als jedes CT hat.',
      advice: EXPORT_EXPLICIT,
    },
  },
  'unsupported-transfer-syntax': {
    pixels: {
      message:
        'Die Pixel von {{object}} sind als {{transferSyntax}} codiert, was hier nicht gelesen wird.',
      advice: EXPORT_EXPLICIT,
    },
    retired: {
      message: '{{file}} ist als {{transferSyntax}} codiert, was aus dem Standard gestrichen ist.',
      advice: EXPORT_EXPLICIT,
    },
  },
  'malformed-object': {
    'attribute-count': {
      message:
        '{{object}} hat {{found}} Werte, vorgesehen sind {{needed}}: $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'attribute-not-a-number': {
      message: '{{object}} hat Text, wo eine Zahl hingehört: $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'attributes-unreadable': {
      message: '{{file}} ist beschädigt: die Attribute sind nicht lesbar.',
      advice: EXPORT_FILE,
    },
    'damaged-attribute': {
      message: '{{object}} ist beschädigt: ein Teil ist nicht lesbar ({{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'element-too-long': {
      message: '{{file}} ist beschädigt: ein Element ist länger als das, was es enthält.',
      advice: EXPORT_FILE,
    },
    'ends-early': {
      message: '{{file}} ist beschädigt: der Datensatz endet vorzeitig.',
      advice: EXPORT_FILE,
    },
    'frame-of-unknown-segment': {
      message:
        'Frame {{frame}} von {{object}} zeigt ein Segment {{segment}}, das nicht beschrieben ist.',
      advice: EXPORT_SEGMENTATION,
    },
    'frame-size': {
      message: '{{object}} gibt {{frames}} Frames mit {{columns}} × {{rows}} Pixeln an.',
      advice: 'Aus dem Ursprungssystem erneut exportieren.',
    },
    'frame-without-segment': {
      message: 'Frame {{frame}} von {{object}} gibt nicht an, welches Segment er zeigt.',
      advice: EXPORT_SEGMENTATION,
    },
    'frames-coincide': {
      message: 'Zwei Frames zeigen dieselbe Stelle von {{segment}}.',
      advice: EXPORT_SEGMENTATION,
    },
    'frames-undescribed': {
      message: '{{object}} beschreibt {{described}} seiner {{frames}} Frames.',
      advice: EXPORT_OBJECT,
    },
    'incomplete-contour': {
      message: 'ROI {{roi}} von {{object}} hat eine Kontur mit unvollständigen Punkten.',
      advice: 'Das Structure Set aus dem Ursprungssystem erneut exportieren.',
    },
    'inflates-too-far': {
      message: '{{file}} ergibt entpackt mehr als {{limit}} Byte.',
      advice: EXPORT_FILE,
    },
    'nested-too-deeply': {
      message: '{{file}} ist beschädigt: Sequenzen sind zu tief verschachtelt.',
      advice: EXPORT_FILE,
    },
    'no-attribute': {
      message: '{{object}} sagt nicht, was es muss: $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_OBJECT,
    },
    'no-fragment': {
      message:
        '{{file}} ist beschädigt: die gekapselten Daten enthalten etwas, das kein Fragment ist.',
      advice: EXPORT_FILE,
    },
    'no-item': {
      message: '{{file}} ist beschädigt: eine Sequenz enthält etwas, das kein Item ist.',
      advice: EXPORT_FILE,
    },
    'no-metadata': {
      message: '{{image}} sagt nicht, was es muss: $t(terms.attribute.{{keyword}}).',
      advice: EXPORT_IMAGES,
    },
    'no-place': {
      message: '{{object}} gibt nicht an, wo seine Pixel im Patienten liegen.',
      advice:
        'Die Bilder mit Position, Orientierung und Abstand aus Scanner oder PACS erneut exportieren.',
    },
    'report-attribute': {
      message: 'Der Bericht {{report}} ist beschädigt; es fehlt: $t(terms.attribute.{{keyword}}).',
      advice: RETRIEVE_REPORT,
    },
    'report-changed': {
      message: 'Der Bericht {{report}} ist beschädigt: Teile fehlen oder wurden verändert.',
      advice: RETRIEVE_REPORT,
    },
    'report-fields': {
      message: 'Der Bericht {{report}} ist beschädigt: {{fields}} ist nicht lesbar.',
      advice: RETRIEVE_REPORT,
    },
    'report-without-lesion': {
      message: 'Der Bericht {{report}} ist beschädigt: er enthält keine Läsion.',
      advice: RETRIEVE_REPORT,
    },
    undecodable: {
      message: 'Die DICOM-Datei konnte nicht decodiert werden.',
      advice: EXPORT_OBJECT,
    },
    'unknown-keyword': {
      message:
        'Das DICOM-Objekt kann nicht geschrieben werden: {{keyword}} ist kein DICOM-Attribut.',
      advice: 'Das Attribut in den Ausgangsbildern korrigieren oder dies als Fehler melden.',
    },
    unreadable: {
      message: '{{object}} konnte nicht gelesen werden.',
      advice:
        'Die Untersuchung neu laden; bleibt der Fehler, ihn mit der Konsolenausgabe des Browsers melden.',
    },
    'value-beyond-maximum': {
      message: '{{object}} hat einen Wert von {{value}}; der größte zulässige ist {{maximum}}.',
      advice: EXPORT_SEGMENTATION,
    },
    'value-too-long': {
      message:
        'Das DICOM-Objekt kann nicht geschrieben werden: {{length}} Zeichen, {{vr}} erlaubt {{maximum}} ($t(terms.attribute.{{keyword}})).',
      advice: 'Das Attribut in den Ausgangsbildern korrigieren oder dies als Fehler melden.',
    },
  },
  'no-ct': {
    'no-series': {
      message: 'In {{folder}} gibt es keine CT-Serie.',
      advice: 'Den Ordner mit den CT-Bildern angeben.',
    },
    'none-readable': {
      message: 'Diese Untersuchung hat keine lesbare CT-Serie.',
      advice: 'Eine Untersuchung mit einem Thorax-CT öffnen.',
    },
  },
  'several-series': {
    'of-folder': {
      message: '{{segmentation}} passt zu {{count}} CT-Serien in {{folder}}: {{series}}.',
      advice: 'Eine mit --series UID auswählen oder einen Ordner angeben, der nur eine enthält.',
    },
    phases: {
      message:
        '{{segmentation}} gibt an, auf welcher CT-Serie gezeichnet wurde ({{series}}), aber nicht auf welcher Phase: {{phases}}.',
      advice:
        'Eine mit --phase auswählen oder die Läsion auf einer Serie mit einer Phase zeichnen.',
    },
    'phases-of-study': {
      message:
        '{{segmentation}} gibt nicht an, auf welcher Phase der CT-Serie gezeichnet wurde: {{phases}}.',
      advice: 'Die Phase hier auswählen.',
    },
    'of-study': {
      message: '{{segmentation}} passt zu {{count}} CT-Serien dieser Untersuchung: {{series}}.',
      advice: 'Hier das CT auswählen, auf dem gezeichnet wurde.',
    },
  },
  'non-uniform-spacing': {
    uneven: {
      message:
        'Die Schichten von {{series}} haben ungleiche Abstände: {{gap}} mm statt {{usual}} mm zwischen Schicht {{first}} und {{second}} ({{firstImage}}, {{secondImage}}).',
      advice: 'Die fehlenden Schichten laden oder eine andere Serie auswählen.',
    },
  },
  'gantry-tilt': {
    'shifted-slices': {
      message:
        'Die Schichten von {{series}} sind um bis zu {{shift}} mm seitlich versetzt: die Gantry war um etwa {{angle}}° gekippt.',
      advice:
        'Eine Serie ohne Gantrykippung auswählen oder sie zuvor auf gerade Schichten umrechnen lassen.',
    },
  },
  'inconsistent-series': {
    'lone-image': {
      message: '{{series}}: {{image}} ist ein einzelnes Bild neben den Schichten der Serie.',
      advice: ONE_STACK,
    },
    'different-frames-of-reference': {
      message:
        '{{series}} mischt Bilder verschiedener Frames of Reference ({{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'different-rasters': {
      message:
        '{{series}} mischt Bilder verschiedener Orientierung oder Pixelgröße ({{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'different-sizes': {
      message: '{{series}} mischt Bilder verschiedener Größe ({{firstImage}}, {{secondImage}}).',
      advice: ONE_STACK,
    },
    'frames-off-grid': {
      message: 'Die Frames von {{segment}} liegen nicht auf einem gemeinsamen Gitter.',
      advice: 'Die Segmentierung auf einer regelmäßigen Serie neu zeichnen oder speichern.',
    },
    'no-slice-thickness': {
      message: '{{series}} ist ein Einzelbild ohne Schichtdicke.',
      advice: 'Eine Serie mit mehreren Schichten auswählen.',
    },
    'other-size': {
      message: '{{segmentation}} wurde auf Bildern anderer Größe als dieser CT-Serie gezeichnet.',
      advice: 'Auf dieser Serie zeichnen.',
    },
    'repeated-positions': {
      message: '{{series}} hat mehrere Bilder an derselben Position.',
      advice:
        'Eine Serie mit einem Bild pro Position auswählen, keine dynamische oder getriggerte.',
    },
  },
  // segmentations
  'no-segment': {
    'empty-object': {
      message: '{{object}} hat kein Segment {{segment}}; es hat gar keines.',
      advice: 'Eines der vorhandenen Segmente auswählen.',
    },
    gone: {
      message: 'Die Läsion ist nicht mehr vorhanden.',
      advice: 'Eine andere Läsion auswählen.',
    },
    none: {
      message: '{{segmentation}} hat keine Segmente.',
      advice: 'Die Läsion zeichnen oder eine andere Segmentierung auswählen.',
    },
    'not-in-object': {
      message: '{{object}} hat kein Segment {{segment}}; vorhanden: {{offered}}.',
      advice: 'Eines der vorhandenen Segmente auswählen.',
    },
  },
  'empty-segment': {
    'not-on-image': {
      message: '{{segment}} enthält kein einziges Voxel dieser CT-Serie.',
      advice: 'Ein anderes Segment auswählen oder dieses neu zeichnen.',
    },
    'nothing-on-ct': {
      message: 'Das Segment enthält kein Voxel auf diesem CT.',
      advice: 'Die Läsion zeichnen oder ein anderes Segment auswählen.',
    },
    'nothing-to-save': {
      message: 'Segment „{{label}}“ hat keine Voxel; es gibt nichts zu speichern.',
      advice: 'Zuerst einzeichnen oder weglassen.',
    },
    several: {
      message: '{{count}} Segmente von {{segmentation}} enthalten kein Voxel dieser CT-Serie.',
      advice: 'Ein anderes Segment auswählen oder eines von diesen zeichnen.',
    },
  },
  'truncated-pixel-data': {
    'bytes-missing': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: vorgesehen sind {{needed}} Byte, vorhanden {{found}}.',
      advice: EXPORT_FILE,
    },
    'codestream-damaged': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: ein Codestream ist beschädigt oder so codiert, wie sein Codec nicht lesen kann.',
      advice: EXPORT_FILE,
    },
    'codestream-incomplete': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: ein Codestream enthält weniger, als sein Header angibt.',
      advice: EXPORT_FILE,
    },
    'codestream-short': {
      message: 'Die Pixeldaten von {{object}} sind unvollständig: ein Codestream endet vorzeitig.',
      advice: EXPORT_FILE,
    },
    'fragments-short': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: die gekapselten Pixeldaten enden vorzeitig.',
      advice: EXPORT_FILE,
    },
    'fragments-unassigned': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: {{frames}} Frames, aber {{fragments}} Fragmente.',
      advice: EXPORT_FILE,
    },
    'frame-short': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: ein Frame mit {{columns}} × {{rows}} Pixeln endet vorzeitig.',
      advice: EXPORT_FILE,
    },
    'frames-short': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: {{frames}} Frames mit {{columns}} × {{rows}} Pixeln brauchen {{needed}} Byte, vorhanden sind {{found}}.',
      advice: EXPORT_FILE,
    },
    'no-codestream': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: ein Frame beginnt nicht wie ein Codestream.',
      advice: EXPORT_FILE,
    },
    'no-fragments': {
      message: 'Die Pixeldaten von {{object}} sind unvollständig: es gibt keine Fragmente.',
      advice: EXPORT_FILE,
    },
    none: {
      message: 'Die Pixeldaten von {{object}} sind unvollständig: es gibt keine.',
      advice: EXPORT_FILE,
    },
    'offset-table': {
      message:
        'Die Pixeldaten von {{object}} sind unvollständig: die Extended Offset Table führt zu {{found}} von {{frames}} Frames.',
      advice: EXPORT_FILE,
    },
  },
  'other-frame-of-reference': {
    'of-series': {
      message: 'Diese CT-Serie hat ein anderes Frame of Reference als {{segment}}.',
      advice: DRAWN_ON,
    },
    'than-folder': {
      message: '{{segmentation}} hat ein anderes Frame of Reference als das CT in {{folder}}.',
      advice: 'Den Ordner mit dem CT angeben, auf dem gezeichnet wurde.',
    },
    'than-study': {
      message:
        '{{segmentation}} hat ein anderes Frame of Reference als das CT dieser Untersuchung.',
      advice:
        'Das CT öffnen, auf dem gezeichnet wurde, oder die Segmentierung auf dieses CT registrieren lassen.',
    },
  },
  'other-patient': {
    contours: {
      message:
        '{{contours}} und {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Nicht zusammen verwenden. Die Administration des Archivs informieren und die falsche Zuordnung berichtigen lassen.',
    },
    'contours-named': {
      message:
        '{{contours}} und {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Die Konturen dieses CT angeben. Wurden beide getrennt de-identifiziert und gehören sicher zusammen, dies mit --accept-other-patient bestätigen.',
    },
    images: {
      message:
        'Die Bilder von {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Nicht verwenden. Die Administration des Archivs informieren und die falsche Zuordnung berichtigen lassen.',
    },
    'images-named': {
      message:
        'Die Dateien von {{ct}} widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Nur die eines Patienten belassen. Wurden sie getrennt de-identifiziert und gehören sicher zusammen, dies mit --accept-other-patient bestätigen.',
    },
    predecessor: {
      message:
        'Der zu ersetzende Bericht und das CT widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Die Untersuchung neu laden und der Administration des Archivs melden, dass der Bericht falsch zugeordnet ist.',
    },
    report: {
      message:
        'Dieser Bericht und das CT widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Er wird nicht angezeigt. Die Administration des Archivs informieren und die Zuordnung berichtigen lassen.',
    },
    study: {
      message:
        '{{ct}} und ein anderes CT dieser Untersuchung widersprechen einander in $t(terms.attribute.{{attributes}}): sie gehören möglicherweise zu verschiedenen Patienten.',
      advice:
        'Es wird nichts gespeichert. Die Administration des Archivs informieren und die falsche Zuordnung berichtigen lassen.',
    },
  },
  'segment-outside-image': {
    contours: {
      message:
        '{{outside}} der {{total}} Konturebenen von {{segment}} reichen über diese CT-Serie hinaus.',
      advice: DRAWN_ON,
    },
    'other-images': {
      message:
        '{{segmentation}} wurde auf Bildern gezeichnet, die nicht zu dieser CT-Serie gehören.',
      advice: DRAWN_ON,
    },
    part: {
      message: '{{outside}} der {{total}} Voxel von {{segment}} liegen außerhalb dieser CT-Serie.',
      advice: DRAWN_ON,
    },
    whole: {
      message: '{{segment}} liegt vollständig außerhalb dieser CT-Serie.',
      advice: DRAWN_ON,
    },
  },
  // radiomics
  'unsuitable-roi': {
    'few-dimensions': {
      message: 'Die Maske erstreckt sich über {{dimensions}} der {{least}} geforderten Achsen.',
      advice: 'Eine größere Läsion zeichnen oder minimumROIDimensions senken.',
    },
    'few-voxels': {
      message: 'Die Maske hat {{count}} Voxel; gefordert sind mehr als {{least}}.',
      advice: 'Eine größere Läsion zeichnen oder minimumROISize senken.',
    },
    'filtered-not-numbers': {
      message: 'Das gefilterte Bild hat innerhalb der Maske Voxel, die keine Zahlen sind.',
      advice: 'Diese Voxel im Bild ersetzen oder den Filter weglassen.',
    },
    'no-spacing': {
      message: 'Das Bild gibt nicht an, wie weit seine Voxel auseinanderliegen.',
      advice: 'Erneut mit Voxelabstand exportieren.',
    },
    'no-voxel': {
      message: 'Die Maske hat kein Voxel.',
      advice: 'Die Läsion zeichnen oder ein anderes Label auswählen.',
    },
    'no-voxel-left': {
      message: 'Interpolation und Resegmentierung lassen kein Voxel der Maske übrig.',
      advice: 'Eine größere Läsion zeichnen oder den Bereich der Resegmentierung erweitern.',
    },
    'not-numbers': {
      message: 'Das Bild hat innerhalb der Maske Voxel, die keine Zahlen sind.',
      advice: 'Diese Voxel ersetzen oder aus der Maske nehmen.',
    },
    'other-grid': {
      message: 'Die Maske liegt auf einem anderen Gitter als das Bild.',
      advice: 'Sie zuerst auf das Gitter des Bildes bringen.',
    },
    resegmented: {
      message: 'Die Resegmentierung lässt {{left}} von {{count}} Voxeln übrig.',
      advice: 'resegmentRange erweitern.',
    },
    'several-slices': {
      message: 'Die Maske erstreckt sich über {{count}} Schichten; shape2D gilt für eine.',
      advice: 'shape2D weglassen oder eine Maske mit einer Schicht auswählen.',
    },
    'single-voxel': {
      message: 'Die Maske hat ein einziges Voxel.',
      advice: 'Eine Läsion aus mehreren Voxeln zeichnen.',
    },
    'single-voxel-left': {
      message: 'Interpolation und Resegmentierung lassen ein einziges Voxel der Maske übrig.',
      advice: 'Eine größere Läsion zeichnen oder den Bereich der Resegmentierung erweitern.',
    },
  },
  'invalid-parameters': {
    'feature-not-given': {
      message: 'Das Modell verlangt das Merkmal {{feature}}, das seine Parameter nicht ergeben.',
      advice: CORRECT_PARAMETERS,
    },
    file: {
      message: '{{file}}: die Datei: {{problem}}.',
      advice: CORRECT_PARAMETERS,
    },
    'log-width': {
      message: 'LoG kann nicht die Breite {{sigma}} mm haben.',
      advice: CORRECT_PARAMETERS,
    },
    'not-yaml': {
      message: '{{file}} ist kein YAML: {{problem}}',
      advice: CORRECT_PARAMETERS,
    },
    setting: {
      message: '{{file}}: {{setting}}: {{problem}}.',
      advice: CORRECT_PARAMETERS,
    },
    'bins-too-narrow': {
      message: 'Eine Klassenbreite von {{width}} ergibt mehr als {{most}} Graustufen der Läsion.',
      advice: 'Breitere Klassen (Bins) wählen.',
    },
    'spacing-too-coarse': {
      message: 'Bei einem Voxelabstand von {{spacing}} mm bleibt kein Voxel der Läsion übrig.',
      advice: 'Einen Abstand unterhalb der Größe der Läsion wählen.',
    },
    'spacing-too-fine': {
      message:
        'Der Voxelabstand {{spacing}} mm teilt den Bereich der Läsion in mehr Voxel, als gehalten werden können.',
      advice: CORRECT_PARAMETERS,
    },
    'unknown-feature': {
      message: 'Die Klasse {{featureClass}} hat kein Merkmal {{feature}}.',
      advice: CORRECT_PARAMETERS,
    },
    'trusted-keys': {
      message: '{{place}} enthält keine Liste von Schlüsseln ({{problem}}).',
      advice:
        'Eine Liste von Objekten mit name und publicKey angeben, wie mutation-prediction sign key sie ausgibt.',
    },
  },
  // models
  'model-unavailable': {
    'not-described': {
      message: 'Der Server {{server}} gibt nicht an, was sein Modell {{model}} ist.',
      advice: 'Einen Server dieser Software angeben, nicht den dahinter, der seine Netze ausführt.',
    },
    'not-on-server': {
      message: 'Der Server {{server}} hat kein Modell {{model}}.',
      advice: 'Ein vorhandenes Modell auswählen oder an die Verantwortlichen des Servers wenden.',
    },
    'not-listed': {
      message: 'Der Server {{server}} gibt nicht an, welche Modelle er hat.',
      advice:
        'Prüfen, ob mutationPrediction.server in app-config.js die Adresse eines solchen Servers ist.',
    },
    'no-card': {
      message: 'Der Server {{server}} hat keine Modellkarte zu {{model}}.',
      advice: ASK_SERVER,
    },
    'not-here': {
      message: 'Dieser Computer hat das Modell {{model}} nicht.',
      advice: 'Eines seiner Modelle auswählen oder dieses auf dem Server ausführen.',
    },
    'no-assets-url': {
      message: 'Dieser Viewer gibt nicht an, wo der Worker von Mutation Prediction liegt.',
      advice:
        'mutationPrediction.assetsUrl in app-config.js auf den Ordner des ESM-Builds der Erweiterung setzen.',
    },
    'unknown-device': {
      message: 'mutationPrediction.device ist in app-config.js „{{device}}“.',
      advice: 'Auf einen dieser Werte setzen: {{devices}}.',
    },
    'unknown-place': {
      message: 'mutationPrediction.server.place ist in app-config.js „{{place}}“.',
      advice: 'Auf einen dieser Werte setzen: {{places}}.',
    },
    'unknown-server': {
      message: 'mutationPrediction.server ist in app-config.js „{{server}}“.',
      advice:
        'Eine Adresse am Ursprung des Viewers angeben, etwa /inference, oder eine, die mit https:// beginnt, ohne Benutzer und Kennwort.',
    },
    'insecure-page': {
      message: 'Das Modell kann nicht geprüft werden: diese Seite ist kein sicherer Kontext.',
      advice: 'Den Viewer über HTTPS oder auf localhost öffnen.',
    },
    'no-package-read': {
      message: 'Kein Modellpaket „{{model}}“ konnte gelesen werden.',
      advice: 'mutationPrediction.models in app-config.js prüfen.',
    },
    'not-fetched': {
      message: '{{url}} konnte nicht abgerufen werden: {{problem}}.',
      advice: SERVES_PACKAGE,
    },
    'not-served': {
      message: '{{url}} konnte nicht abgerufen werden: der Server antwortete {{status}}.',
      advice: SERVES_PACKAGE,
    },
    'no-storage': {
      message:
        'Dieser Browser bewahrt für diese Seite keine Dateien auf; das Modell {{model}} hat {{size}} MB, zu viel, um sie für jede Läsion abzurufen.',
      advice:
        'Den Viewer über HTTPS in einem gewöhnlichen Fenster öffnen oder das Modell auf dem Server ausführen.',
    },
    'no-room': {
      message: 'Dieser Browser hat keinen Platz für die {{size}} MB des Modells {{model}}.',
      advice: 'Speicherplatz freigeben oder das Modell auf dem Server ausführen.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Erneut versuchen; bleibt der Fehler, an die Verantwortlichen dieses Viewers wenden.',
    },
  },
  'model-invalid': {
    'no-likeness': {
      message: '{{file}} beschreibt nicht die Fälle, mit denen ein Modell trainiert wurde.',
      advice: OTHER_VERSION,
    },
    'no-views': {
      message: 'Das Modell {{model}} verwendet keine Ansichten der Läsion.',
      advice: 'Ein Modellpaket auswählen, dessen Eingaben Ansichten umfassen.',
    },
    'not-json': {
      message: '{{file}} beschreibt kein Modellpaket (kein JSON).',
      advice: COMPARE_SCHEMA,
    },
    schema: {
      message: '{{file}} beschreibt kein Modellpaket ({{problems}}).',
      advice: COMPARE_SCHEMA,
    },
    'schema-more': {
      message: '{{file}} beschreibt kein Modellpaket ({{problems}}; {{count}} weitere).',
      advice: COMPARE_SCHEMA,
    },
  },
  'model-hash-mismatch': {
    digest: {
      message: 'Die Modelldatei {{file}} hat SHA-256 {{found}}… statt {{expected}}….',
      advice: FETCH_PACKAGE,
    },
    size: {
      message: 'Die Modelldatei {{file}} hat {{found}} Byte statt {{expected}}.',
      advice: FETCH_PACKAGE,
    },
  },
  'inference-failed': {
    'no-result': {
      message: 'Die Antwort des Servers ist kein Ergebnis des Modells {{model}}: {{problem}}.',
      advice:
        'Den Verantwortlichen des Servers melden; er hat möglicherweise eine andere Version als dieses Programm.',
    },
    'failed-on-server': {
      message: 'Das Modell {{model}} ist fehlgeschlagen: {{problem}}',
      advice: 'Diese Meldung an die Verantwortlichen des Servers weitergeben.',
    },
    'no-activation-maps': {
      message:
        'Das Modell {{model}} lieferte keine verwendbaren Aktivierungskarten zu seiner Eingabe „{{input}}“.',
      advice: OTHER_VERSION,
    },
    'no-device': {
      message: '{{problem}}',
    },
    'no-features': {
      message:
        'Das Modell {{model}} lieferte keine Merkmale zum Vergleich mit seinen Trainingsdaten.',
      advice: OTHER_VERSION,
    },
    'no-output': {
      message: 'Das Modell {{model}} lieferte keine Ausgabe „{{output}}“.',
      advice: RUN_ELSEWHERE,
    },
    'no-probabilities': {
      message:
        'Die Ausgabe „{{output}}“ des Modells {{model}} enthält Werte, die keine Wahrscheinlichkeiten sind.',
      advice: RUN_ELSEWHERE,
    },
    'not-compiled': {
      message: 'Das Netz konnte auf {{backend}} nicht kompiliert werden: {{problem}}',
      advice: RUN_AGAIN,
    },
    'not-run': {
      message: 'Das Netz konnte auf {{backend}} nicht ausgeführt werden: {{problem}}',
      advice: RUN_AGAIN,
    },
    'output-shape': {
      message:
        'Die Ausgabe „{{output}}“ des Modells {{model}} hat die Form [{{found}}] statt [{{expected}}].',
      advice: RUN_ELSEWHERE,
    },
    'runtime-not-loaded': {
      message: 'ONNX Runtime ({{build}}) konnte nicht geladen werden: {{problem}}',
      advice: COMPLETE_BUILD,
    },
    stopped: {
      message: 'Die Vorhersage wurde abgebrochen: {{problem}}',
      advice: RUN_AGAIN,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Erneut vorhersagen; schlägt es wieder fehl, die Seite neu laden.',
    },
    'webgpu-only': {
      message: 'Diese Installation erlaubt nur WebGPU. {{reason}}',
      advice:
        'Einen Browser mit WebGPU verwenden oder mutationPrediction.device in app-config.js auf auto setzen.',
    },
    'worker-not-loaded': {
      message: 'Der Inferenz-Worker konnte nicht von {{url}} geladen werden.',
      advice: SAME_ORIGIN,
    },
    'worker-ended': {
      message: 'Der Browser hat den Inferenz-Worker beendet, möglicherweise aus Speichermangel.',
      advice: 'Andere Tabs schließen und erneut vorhersagen oder ein kleineres Modell auswählen.',
    },
    'worker-stopped': {
      message: 'Der Inferenz-Worker wurde abgebrochen: {{problem}}',
      advice: SAME_ORIGIN,
    },
  },
  'model-changed': {
    'other-version': {
      message:
        'Der Server hat eine andere Version des Modells {{model}} als die, für die diese Anfrage gestellt wurde.',
      advice:
        'Das Modell erneut öffnen: Schwellenwerte oder Eingaben haben sich möglicherweise geändert.',
    },
  },
  'server-unreachable': {
    'no-answer': {
      message: 'Der Server {{server}} gab keine verwendbare Antwort: {{problem}}',
      advice: 'Den Verantwortlichen des Servers melden oder das Modell hier ausführen.',
    },
    silent: {
      message: 'Der Server {{server}} antwortet nicht.',
      advice: 'Adresse und Netzwerk prüfen oder das Modell hier ausführen.',
    },
    'not-ready': {
      message: 'Der Server {{server}} ist nicht bereit, Modelle auszuführen.',
      advice: 'Später erneut versuchen oder das Modell hier ausführen.',
    },
    'too-late': {
      message: 'Der Server {{server}} hat zu lange nicht geantwortet.',
      advice: 'Erneut versuchen oder das Modell hier ausführen.',
    },
  },
  'server-busy': {
    full: {
      message: 'Der Server {{server}} ist zurzeit ausgelastet.',
      advice: 'In einer Minute erneut versuchen oder das Modell hier ausführen.',
    },
  },
  'server-refused': {
    'not-allowed': {
      message: 'Der Server {{server}} gestattet die Verwendung des Modells {{model}} nicht.',
      advice: ASK_SERVER,
    },
    'not-allowed-at-all': {
      message: 'Der Server {{server}} gestattet seine Verwendung nicht.',
      advice: ASK_SERVER,
    },
    request: {
      message: 'Der Server {{server}} hat die Anfrage abgelehnt: {{problem}}',
      advice: 'Er hat möglicherweise eine andere Version als dieses Programm.',
    },
    'unknown-user': {
      message: 'Der Server {{server}} kennt diese Anmeldung nicht.',
      advice: 'Erneut anmelden oder ein gültiges Token angeben.',
    },
  },
  'worker-failed': {
    features: {
      message: 'Ein Worker, der Merkmale berechnet, wurde abgebrochen: {{problem}}.',
      advice: COMPUTE_AGAIN,
    },
    'features-not-loaded': {
      message:
        'Ein Worker, der Merkmale berechnet, wurde abgebrochen: er konnte nicht geladen werden.',
      advice: COMPUTE_AGAIN,
    },
    object: {
      message: '{{object}} konnte nicht gelesen werden: {{problem}}.',
      advice: PERHAPS_DAMAGED,
    },
    'object-closed': {
      message: '{{object}} konnte nicht gelesen werden: die Untersuchung wurde geschlossen.',
      advice: PERHAPS_DAMAGED,
    },
    'object-slow': {
      message: '{{object}} konnte nicht gelesen werden: es dauerte länger als {{seconds}} s.',
      advice: PERHAPS_DAMAGED,
    },
    'parser-not-loaded': {
      message: '{{object}} konnte nicht gelesen werden: {{url}} konnte nicht geladen werden.',
      advice: PERHAPS_DAMAGED,
    },
    segmenter: {
      message: 'Der Rundherd konnte nicht segmentiert werden: {{problem}}.',
      advice: 'Erneut anklicken; bleibt der Fehler, mit dem Pinsel umranden.',
    },
    'segmenter-not-loaded': {
      message: 'Der Rundherd konnte nicht segmentiert werden: {{url}} konnte nicht geladen werden.',
      advice:
        'Die Seite neu laden; bleibt der Fehler, an die Verantwortlichen der Installation wenden.',
    },
    segmentation: {
      message: 'Die Segmentierung konnte nicht gelesen werden: {{problem}}.',
      advice: 'Die Untersuchung neu laden; bleibt der Fehler, ihn mit dieser Meldung melden.',
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Erneut berechnen; schlägt es wieder fehl, die Seite neu laden.',
    },
  },
  'no-dicom-identity': {
    prediction: {
      message:
        'Das Bild dieser Vorhersage hat keine DICOM-Identität; kein DICOM-Bericht kann darauf verweisen.',
      advice: 'Auf der DICOM-Serie vorhersagen oder das Ergebnis als JSON aufbewahren.',
    },
  },
  'invalid-report': {
    'class-uid': {
      message:
        'Der Bericht kann nicht geschrieben werden: die SOP Class UID von „{{concept}}“ ist keine gültige UID.',
      advice: NOTHING_STORED,
    },
    'code-part-not-ascii': {
      message:
        'Der Bericht kann nicht geschrieben werden: $t(terms.code.{{part}}) „{{text}}“ ist nicht reines ASCII.',
      advice: NOTHING_STORED,
    },
    'code-part-too-long': {
      message:
        'Der Bericht kann nicht geschrieben werden: $t(terms.code.{{part}}) „{{text}}“ ist länger als {{maximum}} Zeichen.',
      advice: NOTHING_STORED,
    },
    'contours-changed': {
      message: 'Die Konturen von {{lesion}} sind nicht mehr die der Vorhersage.',
      advice: 'Erneut vorhersagen, dann speichern.',
    },
    'different-facts': {
      message:
        'Der Bericht kann nicht geschrieben werden: die Vorhersagen haben verschiedene Werte von {{key}}.',
      advice: NOTHING_STORED,
    },
    'document-uid': {
      message: 'Der Bericht kann nicht geschrieben werden: {{attribute}} ist keine gültige UID.',
      advice: NOTHING_STORED,
    },
    'empty-container': {
      message: 'Der Bericht kann nicht geschrieben werden: der Container „{{concept}}“ ist leer.',
      advice: NOTHING_STORED,
    },
    'empty-text': {
      message: 'Der Bericht kann nicht geschrieben werden: der Text von „{{concept}}“ ist leer.',
      advice: NOTHING_STORED,
    },
    'explanation-class': {
      message:
        'Der Bericht kann nicht geschrieben werden: die visuelle Erklärung ist weder eine Parametric Map noch ein SEG.',
      advice: NOTHING_STORED,
    },
    'explanation-segment': {
      message:
        'Der Bericht kann nicht geschrieben werden: die visuelle Erklärung ist ein Segment eines SEG ohne Nummer oder eine Karte mit einer.',
      advice: NOTHING_STORED,
    },
    'explanation-target': {
      message:
        'Der Bericht kann nicht geschrieben werden: eine visuelle Erklärung gilt etwas, das nicht vorhergesagt wurde.',
      advice: NOTHING_STORED,
    },
    'frame-number': {
      message:
        'Der Bericht kann nicht geschrieben werden: „{{concept}}“ hat keine gültige Frame-Nummer.',
      advice: NOTHING_STORED,
    },
    'instance-uid': {
      message:
        'Der Bericht kann nicht geschrieben werden: die SOP Instance UID von „{{concept}}“ ist keine gültige UID.',
      advice: NOTHING_STORED,
    },
    'invalid-fields': {
      message: 'Der Bericht kann nicht geschrieben werden: {{fields}} ist ungültig.',
      advice: NOTHING_STORED,
    },
    'no-code-part': {
      message:
        'Der Bericht kann nicht geschrieben werden: einem Konzept („{{concept}}“) fehlt $t(terms.code.{{part}}).',
      advice: NOTHING_STORED,
    },
    'no-lesion': {
      message: 'Der Bericht kann nicht geschrieben werden: er hat keine Läsion.',
      advice: NOTHING_STORED,
    },
    'no-seg': {
      message:
        'Der Bericht kann nicht geschrieben werden: die Läsion ist nicht als Segment eines DICOM SEG angegeben.',
      advice: NOTHING_STORED,
    },
    'not-finite': {
      message: 'Der Bericht kann nicht geschrieben werden: „{{concept}}“ ist keine endliche Zahl.',
      advice: NOTHING_STORED,
    },
    'other-image': {
      message:
        'Der Bericht kann nicht geschrieben werden: die Vorhersage gilt einem anderen Bild ({{attribute}} weicht ab).',
      advice: NOTHING_STORED,
    },
    'other-segment': {
      message:
        'Der Bericht kann nicht geschrieben werden: die Vorhersage gilt einem anderen Segment.',
      advice: NOTHING_STORED,
    },
    'other-study': {
      message:
        'Der Bericht kann nicht geschrieben werden: die Patientenattribute gehören zu einer anderen Untersuchung als das Bild.',
      advice: NOTHING_STORED,
    },
    outdated: {
      message:
        'Das Ergebnis wurde beim Erstellen des Berichts ungültig; es wurde nichts gespeichert.',
      advice: 'Erneut vorhersagen und dieses Ergebnis speichern.',
    },
    relationship: {
      message:
        'Der Bericht kann nicht geschrieben werden: „{{concept}}“ ({{type}}) darf kein {{childType}} als {{relationship}} haben.',
      advice: NOTHING_STORED,
    },
    'same-run-twice': {
      message: 'Der Bericht kann nicht geschrieben werden: derselbe Lauf wird zweimal berichtet.',
      advice: NOTHING_STORED,
    },
    'segment-number': {
      message:
        'Der Bericht kann nicht geschrieben werden: „{{concept}}“ hat keine gültige Segmentnummer.',
      advice: NOTHING_STORED,
    },
    'text-not-ascii': {
      message:
        'Der Bericht kann nicht geschrieben werden: der Text von „{{concept}}“ ist nicht reines ASCII.',
      advice: NOTHING_STORED,
    },
    uid: {
      message: 'Der Bericht kann nicht geschrieben werden: „{{concept}}“ ist keine gültige UID.',
      advice: NOTHING_STORED,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Erneut vorhersagen und dieses Ergebnis speichern.',
    },
    unsound: {
      message: 'Der Bericht kann nicht geschrieben werden: {{problem}}.',
      advice: NOTHING_STORED,
    },
    'not-ours-to-sign': {
      message:
        'Der Bericht {{report}} stammt von einem anderen System oder trägt kein Siegel dieses Produkts.',
      advice: 'Berichte signieren, die dieses Produkt geschrieben hat.',
    },
  },
  'store-refused': {
    failed: {
      message:
        'Der Server hat den Bericht abgelehnt: $t(terms.storeFailure.{{failure}}) ({{status}}H).',
      advice: STORE_ELSEHOW,
    },
    'no-answer': {
      message: 'Der Server hat nicht geantwortet.',
      advice: 'Die Verbindung prüfen, dann erneut versuchen.',
    },
    'no-reason': {
      message: 'Der Server hat den Bericht ohne Angabe eines Grundes abgelehnt.',
      advice: STORE_ELSEHOW,
    },
    'no-store': {
      message: 'Die Datenquelle dieses Viewers kann keine DICOM-Objekte speichern.',
      advice: 'Den Bericht herunterladen und auf anderem Weg an das Archiv senden.',
    },
    'not-listed': {
      message:
        'Der Server hat geantwortet, führt den Bericht aber nicht unter den gespeicherten Objekten auf.',
      advice: STORE_ELSEHOW,
    },
    refused: {
      message: 'Der Server hat den Bericht abgelehnt: HTTP {{status}}.',
      advice: STORE_ELSEHOW,
    },
    'refused-because': {
      message: 'Der Server hat den Bericht abgelehnt: {{problem}} (HTTP {{status}}).',
      advice: STORE_ELSEHOW,
    },
    unexpected: {
      message: '{{problem}}',
      advice: 'Erneut versuchen oder den Bericht herunterladen; bis dahin wird er hier aufbewahrt.',
    },
  },
  'no-nodule': {
    'outside-image': {
      message: 'Der Punkt liegt außerhalb des CT.',
      advice:
        'Einen Punkt in einem Rundherd dieses CT wählen; Millimeter zählen im Patientensystem L, P, S.',
    },
    'no-lung': {
      message: 'In der Nähe des Punkts ist keine belüftete Lunge.',
      advice: CLICK_NODULE,
    },
    air: {
      message: 'Der Punkt liegt in Luft, nicht in einem Rundherd.',
      advice: 'Den Rundherd selbst anklicken.',
    },
    bone: {
      message: 'Der Punkt liegt im Knochen.',
      advice: CLICK_NODULE,
    },
    'outside-lung': {
      message: 'Der Punkt liegt außerhalb der Lungen.',
      advice: CLICK_NODULE,
    },
    'no-ct-there': {
      message: 'Dieser Viewport zeigt kein lesbares CT.',
      advice: 'Den Rundherd dort anklicken, wo eine CT-Serie gezeigt wird.',
    },
    'only-lung': {
      message: 'An diesem Punkt ist nur belüftete Lunge.',
      advice:
        'In den dichten Teil des Rundherds klicken; ein Herd, der kaum dichter als Lunge ist, muss gezeichnet werden.',
    },
    'too-thin': {
      message: 'Was an diesem Punkt liegt, ist zu dünn für einen Rundherd, etwa ein Gefäß.',
      advice: 'In die Mitte des Rundherds klicken oder ihn mit dem Pinsel umranden.',
    },
  },
  cancelled: {
    run: {
      message: 'Der Lauf wurde abgebrochen.',
    },
  },
  'signature-invalid': {
    model: {
      message: 'Das Modellpaket {{model}} wurde nach dem Signieren verändert.',
      advice: 'Nicht verwenden. Beim Hersteller erneut abrufen und die Signatur vergleichen.',
    },
    report: {
      message: 'Der Bericht {{report}} wurde nach dem Signieren verändert.',
      advice: 'Nicht darauf stützen. Das Original von der signierenden Stelle abrufen.',
    },
  },
  'invalid-request': {
    'no-output': {
      message: 'Das Modell {{model}} hat keine Ausgabe „{{output}}“.',
      advice: 'Verfügbar sind: {{available}}.',
    },
    pipeline: {
      message: 'Die Anfrage an das Modell {{model}} ist nicht lesbar: {{problem}}.',
      advice: 'Senden, was die Metadaten des Modells angeben.',
    },
  },
} as const;
