import { describe, expect, it } from 'vitest';
import { checkRobotAddress, hintOf, isLoopback, signDingTalk } from './robot-address.ts';

const allowed = ['oapi.dingtalk.com', 'qyapi.weixin.qq.com', '127.0.0.1:8090', 'gateway.example:8443'];
const faultOf = (text: string) => {
  const checked = checkRobotAddress(text, 'dingtalk', allowed);
  return 'fault' in checked ? checked.fault : null;
};

describe('an address that the server is to call', () => {
  it.each([
    ['https://oapi.dingtalk.com/robot/send?access_token=abc', null],
    ['http://127.0.0.1:8090/robot/send?access_token=abc', null],
    ['https://gateway.example:8443/send?access_token=abc', null],
    ['http://oapi.dingtalk.com/robot/send?access_token=abc', 'https'],
    ['https://oapi.dingtalk.com:444/robot/send?access_token=abc', 'host'],
    ['https://oapi.dingtalk.com.evil.example/?access_token=abc', 'host'],
    ['https://oapi.dingtalk.com@evil.example/?access_token=abc', 'credentials'],
    ['https://169.254.169.254/latest?access_token=abc', 'host'],
    ['http://127.0.0.1:22/?access_token=abc', 'host'],
    ['http://127.0.0.1/?access_token=abc', 'host'],
    ['http://2130706433:8090/?access_token=abc', null],
    ['http://[::1]:8090/?access_token=abc', 'host'],
    ['https://localhost/?access_token=abc', 'host'],
    ['file:///etc/passwd', 'https'],
    ['gopher://127.0.0.1:8090/?access_token=abc', 'https'],
    ['https://oapi.dingtalk.com/robot/send', 'token'],
    ['oapi.dingtalk.com', 'unreadable'],
  ])('%s → %s', (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it('shows only host and the last letters of its credential', () => {
    const url = new URL('https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef');
    expect(hintOf(url, 'dingtalk')).toBe('oapi.dingtalk.com …cdef');
    expect(hintOf(new URL('https://h/?key=short'), 'wecom')).toBe('h …');
  });

  it('is signed as DingTalk writes it down', () => {
    const signed = signDingTalk(
      new URL('https://oapi.dingtalk.com/robot/send?access_token=t'),
      'SECthis-is-a-key',
      new Date(1_700_000_000_000),
    );
    expect(signed.searchParams.get('timestamp')).toBe('1700000000000');
    expect(signed.searchParams.get('sign')).toBe('IZKT6lA1HA4jXVosqinJNYtpnzb9+BJNPSlRTVnWl/8=');
    expect(signed.searchParams.get('access_token')).toBe('t');
  });

  it('this machine is known by its names', () => {
    expect(['localhost', '127.0.0.1', '127.8.9.1', '[::1]'].every(isLoopback)).toBe(true);
    expect(['128.0.0.1', '127.0.0.1.evil.example', 'localhost.evil'].some(isLoopback)).toBe(false);
  });
});
