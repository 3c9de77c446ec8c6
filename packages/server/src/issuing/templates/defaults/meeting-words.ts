/** Names that every paper of a meeting may use. */
import { word } from '../catalogue.ts';

export const meetingWords = {
  发文机关: word('某某省生态环境厅'),
  会议名称: word('2026年上半年全省生态环境保护重点工作调度会'),
  时段: word('2026年上半年'),
  会议日期: word('2026年7月24日'),
  会议时间: word('2026年7月24日（星期五）上午9时'),
  会议地点: word('厅机关三楼视频会议室'),
  主持岗位: word('党组书记、厅长'),
  全省: word('全省'),
  数据口径: word('数据截至2026年6月30日24时，已经审核，已于7月20日18时结账'),
} as const;
