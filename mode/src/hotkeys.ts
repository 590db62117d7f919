/**
 * A hotkey for each of the panel's commands, to be changed in OHIF's preferences. With modifiers: OHIF's own have
 * taken the plain letters. Labels are keys of OHIF's translations, in which the extension has them in other languages;
 * without a colon, before which i18next looks for a namespace.
 */
export const HOTKEYS = [
  hotkey('openMutationPrediction', 'm', 'Mutation Prediction – open the panel'),
  hotkey('predictMutation', 'p', 'Mutation Prediction – predict the chosen lesion'),
  hotkey('predictMutationOfAllLesions', 'a', 'Mutation Prediction – predict all lesions'),
  hotkey('cancelMutationPrediction', 'x', 'Mutation Prediction – cancel'),
  hotkey('saveMutationReport', 's', 'Mutation Prediction – save the report'),
  hotkey('downloadMutationReport', 'd', 'Mutation Prediction – download the report'),
  hotkey('nextLesion', 'n', 'Mutation Prediction – next lesion'),
  hotkey('previousLesion', 'b', 'Mutation Prediction – previous lesion'),
  hotkey('showLesion', 'l', 'Mutation Prediction – show the lesion in the viewports'),
  hotkey('toggleLesionOutline', 'o', 'Mutation Prediction – outline the lesion, or not'),
  hotkey('explainMutationPrediction', 'w', 'Mutation Prediction – why this result?'),
  hotkey('segmentNodule', 'c', 'Mutation Prediction – segment a nodule with one click'),
  hotkey('segmentNoduleAtMiddle', 'v', 'Mutation Prediction – segment what is in the middle'),
];

function hotkey(commandName: string, letter: string, label: string) {
  return { commandName, label, keys: [`alt+shift+${letter}`], isEditable: true };
}
