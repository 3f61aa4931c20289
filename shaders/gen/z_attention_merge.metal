#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _26
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
};

struct _45
{
    int _m0[1];
};

struct _108
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_0;

struct _251
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _277 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_277, 1u, 1u);

kernel void main0(constant _26& _28 [[buffer(0)]], const device _108& _110 [[buffer(2)]], const device _45& _47 [[buffer(3)]], device _251& _253 [[buffer(4)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    uint _37 = _28._m3 + gl_WorkGroupID.z;
    uint _42 = _28._m1 + 2u;
    uint _53 = uint(_47._m0[_37]);
    bool _59 = _28._m2 > 0u;
    bool _66;
    if (_59)
    {
        _66 = _53 >= _28._m2;
    }
    else
    {
        _66 = _59;
    }
    uint _287;
    if (_66)
    {
        _287 = (_53 - _28._m2) + 1u;
    }
    else
    {
        _287 = 0u;
    }
    uint _84 = ((_53 / 64u) - (_287 / 64u)) + 1u;
    uint _98 = (((gl_WorkGroupID.z * _28._m4) * _28._m0) + gl_WorkGroupID.y) * _42;
    uint _103 = _28._m0 * _42;
    float _299;
    _299 = _110._m0[_98 + _28._m1];
    for (uint _288 = 1u; _288 < _84; )
    {
        _299 = max(_299, _110._m0[(_98 + (_288 * _103)) + _28._m1]);
        _288++;
        continue;
    }
    uint _166 = ((gl_WorkGroupID.x * _162) * 8u) + gl_LocalInvocationID.x;
    float _293;
    float _712;
    float _714;
    float _717;
    float _721;
    float _726;
    float _732;
    float _739;
    float _747;
    _747 = 0.0;
    _739 = 0.0;
    _732 = 0.0;
    _726 = 0.0;
    _721 = 0.0;
    _717 = 0.0;
    _714 = 0.0;
    _712 = 0.0;
    _293 = 0.0;
    for (uint _290 = 0u; _290 < _84; )
    {
        uint _181 = _98 + (_290 * _103);
        uint _186 = _181 + _28._m1;
        float _191 = exp(_110._m0[_186] - _299);
        uint _219 = _28._m1 - 1u;
        _747 = fma(_191, _110._m0[_181 + min((_166 + (7u * _162)), _219)], _747);
        _739 = fma(_191, _110._m0[_181 + min((_166 + (6u * _162)), _219)], _739);
        _732 = fma(_191, _110._m0[_181 + min((_166 + (5u * _162)), _219)], _732);
        _726 = fma(_191, _110._m0[_181 + min((_166 + (4u * _162)), _219)], _726);
        _721 = fma(_191, _110._m0[_181 + min((_166 + (3u * _162)), _219)], _721);
        _717 = fma(_191, _110._m0[_181 + min((_166 + (2u * _162)), _219)], _717);
        _714 = fma(_191, _110._m0[_181 + min((_166 + _162), _219)], _714);
        _712 = fma(_191, _110._m0[_181 + min(_166, _219)], _712);
        _293 = fma(_191, _110._m0[_186 + 1u], _293);
        _290++;
        continue;
    }
    if (_166 < _28._m1)
    {
        _253._m0[(((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166] = _712 / _293;
    }
    if ((_166 + _162) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _162] = _714 / _293;
    }
    uint _339 = 2u * _162;
    if ((_166 + _339) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _339] = _717 / _293;
    }
    uint _367 = 3u * _162;
    if ((_166 + _367) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _367] = _721 / _293;
    }
    uint _395 = 4u * _162;
    if ((_166 + _395) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _395] = _726 / _293;
    }
    uint _423 = 5u * _162;
    if ((_166 + _423) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _423] = _732 / _293;
    }
    uint _451 = 6u * _162;
    if ((_166 + _451) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _451] = _739 / _293;
    }
    uint _479 = 7u * _162;
    if ((_166 + _479) < _28._m1)
    {
        _253._m0[((((_37 * _28._m0) + gl_WorkGroupID.y) * _28._m1) + _166) + _479] = _747 / _293;
    }
}

