import { useEffect, useRef } from "react";

/**
 * Runs a task now, or, while a pointer is held down, once its click is over: a verdict that appears between press
 * and release would move the pressed button away.
 */
export function useAfterPress(): (task: () => void) => void {
  const isDown = useRef(false);
  const waiting = useRef<(() => void)[]>([]);

  useEffect(() => {
    const down = () => {
      isDown.current = true;
    };
    const up = () => {
      isDown.current = false;
      // The click event follows the release.
      setTimeout(() => {
        for (const task of waiting.current.splice(0)) task();
      });
    };
    const options = { capture: true };
    document.addEventListener("pointerdown", down, options);
    document.addEventListener("pointerup", up, options);
    document.addEventListener("pointercancel", up, options);
    return () => {
      document.removeEventListener("pointerdown", down, options);
      document.removeEventListener("pointerup", up, options);
      document.removeEventListener("pointercancel", up, options);
    };
  }, []);

  return (task) => {
    if (isDown.current) waiting.current.push(task);
    else task();
  };
}
