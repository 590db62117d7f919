import type { NoduleTool as Tool, StudyHost } from '../../contract.js';
import { Button } from '../parts/Button.js';
import { ErrorNotice, Notice } from '../parts/Notice.js';
import { say } from '../words.js';

interface NoduleToolProps {
  readonly tool: Tool | undefined;
  readonly studyHost: StudyHost;
}

/** One-click segmentation: its button, what it waits for, and the slider of what it made. */
export function NoduleTool({ tool, studyHost }: NoduleToolProps) {
  if (!tool) {
    return (
      <div className="mp-notice-actions">
        <Button variant="secondary" onClick={() => studyHost.startNodule()}>
          {say('nodule.start')}
        </Button>
      </div>
    );
  }
  return (
    <div className="mp-nodule bg-popover" role="group" aria-label={say('nodule.group')}>
      {tool.error && <ErrorNotice error={tool.error} />}
      {tool.lesionId === undefined ? (
        <Waiting tool={tool} studyHost={studyHost} />
      ) : (
        <Made tool={tool} studyHost={studyHost} />
      )}
    </div>
  );
}

function Waiting({
  tool: { status },
  studyHost,
}: {
  readonly tool: Tool;
  readonly studyHost: StudyHost;
}) {
  const isWorking = status === 'working';
  return (
    <Notice
      kind="info"
      text={isWorking ? say('nodule.working') : say('nodule.click')}
      {...(!isWorking && { advice: say('nodule.clickAdvice') })}
    >
      {!isWorking && (
        <Button variant="secondary" onClick={() => studyHost.segmentAtMiddle()}>
          {say('nodule.middle')}
        </Button>
      )}
      <Button variant="ghost" onClick={() => studyHost.leaveNodule()}>
        {say('nodule.cancel')}
      </Button>
    </Notice>
  );
}

function Made({ tool, studyHost }: { readonly tool: Tool; readonly studyHost: StudyHost }) {
  return (
    <>
      <label className="mp-nodule-size text-sm">
        <span className="text-muted-foreground">{say('nodule.tighter')}</span>
        <input
          type="range"
          min={-1}
          max={1}
          step={0.1}
          value={tool.size}
          aria-label={say('nodule.size')}
          onChange={(event) => studyHost.resizeNodule(Number(event.currentTarget.value))}
        />
        <span className="text-muted-foreground">{say('nodule.looser')}</span>
      </label>
      <div className="mp-notice-actions">
        <Button variant="secondary" onClick={() => studyHost.leaveNodule()}>
          {say('nodule.keep')}
        </Button>
        <Button variant="ghost" onClick={() => studyHost.undoNodule()}>
          {say('nodule.undo')}
        </Button>
      </div>
    </>
  );
}
