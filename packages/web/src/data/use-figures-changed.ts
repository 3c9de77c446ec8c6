import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/**
 * Readings, exclusions, targets or closings changed, and with them any figure on any page: everything that was asked
 * is out of date. Pages that are open ask again; the others when they are next looked at.
 */
export function useFiguresChanged(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.invalidateQueries(), [client]);
}
